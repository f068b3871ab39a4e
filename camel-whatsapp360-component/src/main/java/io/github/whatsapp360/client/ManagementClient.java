/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import io.github.whatsapp360.client.internal.calls.AccountCalls;
import io.github.whatsapp360.client.internal.calls.ContactCalls;
import io.github.whatsapp360.client.internal.calls.FlowCalls;
import io.github.whatsapp360.client.internal.calls.GroupCalls;
import io.github.whatsapp360.client.internal.calls.TemplateCache;
import io.github.whatsapp360.client.internal.calls.TemplateCalls;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.json.TemplateReader;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.message.template.TemplateDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The calls of {@link Whatsapp360Client} that manage templates, webhook, profile, blocked users, contacts, the
 * business's username, groups and flows. What the API certainly would refuse fails with an {@link
 * InvalidMessageException} before anything is sent.
 *
 * <p>Meta documents these calls. Where a method says <em>unconfirmed</em>, no public text of 360dialog's names its
 * path, which follows from their rule that the ids of number and account are left out.
 *
 * <p>Thread-safe.
 */
public abstract sealed class ManagementClient permits Whatsapp360Client {

    ManagementClient() {}

    abstract TemplateCalls templates();

    abstract TemplateCache templateCache();

    abstract AccountCalls account();

    abstract ContactCalls contacts();

    abstract GroupCalls groups();

    abstract FlowCalls flows();

    /**
     * Deletes a template.
     *
     * @param id the id of one translation; null for all translations
     */
    public CompletableFuture<@Nullable Void> deleteTemplate(String name, @Nullable String id) {
        invalidateTemplate(name);
        return templates().delete(name, id);
    }

    /**
     * Unpauses a template that was paused while WhatsApp tried it out; a pause because of low quality ends by itself.
     * Meta documents the call; no public text of 360dialog's names its path.
     *
     * @param id of one translation
     */
    public CompletableFuture<@Nullable Void> unpauseTemplate(String id) {
        invalidateTemplate(null);
        return templates().unpause(id);
    }

    /**
     * Returns a template from the cache. It is fetched on first use, and again after an hour, after a message that did
     * not match it, or after {@link #invalidateTemplate}.
     *
     * @return completes within two seconds and never fails; empty if there is none, or if it could not be fetched in
     *     time
     */
    public CompletableFuture<Optional<TemplateDefinition>> knownTemplate(String name, String language) {
        return templateCache().find(name, language);
    }

    /**
     * Returns the languages of a template as of its last look-up, for use in error messages. Makes no call.
     *
     * @return empty if there was none, or no look-up
     */
    public List<String> templateLanguages(String name) {
        return templates().languages(name);
    }

    /**
     * Invalidates a template that has changed according to a template event.
     *
     * @param name null for all templates
     */
    public void invalidateTemplate(@Nullable String name) {
        templateCache().invalidate(name);
    }

    /**
     * Reports that a message does not match the cached definition of a template.
     *
     * @return whether the definition was invalidated, so that fetching it again may help
     */
    public boolean suspectTemplate(String name) {
        return templateCache().suspect(name);
    }

    /**
     * Deletes a user from the contact book of the business, which Meta keeps: events stop showing the phone number of a
     * user who hides it. Unconfirmed.
     *
     * @param userId business-scoped, not a parent's
     * @return whether there was an entry
     */
    public CompletableFuture<Boolean> deleteContact(String userId) {
        return contacts().delete(userId);
    }

    /** The business's username. Unconfirmed. */
    public CompletableFuture<BusinessUsername> getUsername() {
        return contacts().username();
    }

    /**
     * Asks for a username. More than three changes in 14 days are refused. Unconfirmed.
     *
     * @param username 3 to 35 of a-z, 0-9, dot and underscore; a leading {@code @} is dropped
     */
    public CompletableFuture<BusinessUsername> setUsername(String username) {
        return contacts().setUsername(username);
    }

    /** Gives the username up. Unconfirmed. */
    public CompletableFuture<@Nullable Void> deleteUsername() {
        return contacts().deleteUsername();
    }

    /**
     * Creates a group.
     *
     * @param definition {@code subject} of at most 128 characters; {@code description} of at most 2048 and {@code
     *     join_approval_mode} if wanted
     * @return completes when the API has accepted it; the group's id comes as event {@code group_lifecycle_update}
     */
    public CompletableFuture<GroupRequest> createGroup(Map<String, ?> definition) {
        return groups().create(definition);
    }

    /** All groups of the number. */
    public CompletableFuture<List<GroupInfo>> listGroups() {
        return groups().list();
    }

    /** One group with its participants. */
    public CompletableFuture<GroupInfo> getGroup(String groupId) {
        return groups().get(groupId);
    }

    /** Changes a group: the members that are given, of the same names as for a new one. */
    public CompletableFuture<GroupRequest> updateGroup(String groupId, Map<String, ?> change) {
        return groups().update(groupId, change);
    }

    /** Deletes a group for everybody in it. */
    public CompletableFuture<GroupRequest> deleteGroup(String groupId) {
        return groups().delete(groupId);
    }

    /** The link by which people join a group. */
    public CompletableFuture<String> getGroupInviteLink(String groupId) {
        return groups().inviteLink(groupId, false);
    }

    /** A new link by which people join a group; the old one is void. */
    public CompletableFuture<String> resetGroupInviteLink(String groupId) {
        return groups().inviteLink(groupId, true);
    }

    /**
     * Adds people to a group. Meta has people join by the invite link; whether an account may add them is unconfirmed.
     *
     * @param users 1 to 8
     */
    public CompletableFuture<GroupRequest> addGroupParticipants(String groupId, List<Recipient> users) {
        return groups().participants("POST", groupId, users);
    }

    /**
     * Removes people from a group.
     *
     * @param users 1 to 8
     */
    public CompletableFuture<GroupRequest> removeGroupParticipants(String groupId, List<Recipient> users) {
        return groups().participants("DELETE", groupId, users);
    }

    /** The open requests to join a group whose {@code join_approval_mode} is {@code approval_required}. */
    public CompletableFuture<List<GroupJoinRequest>> listGroupJoinRequests(String groupId) {
        return groups().joinRequests(groupId);
    }

    /**
     * Approves requests to join a group.
     *
     * @param requestIds at least one
     */
    public CompletableFuture<GroupJoinResult> approveGroupJoinRequests(String groupId, List<String> requestIds) {
        return groups().answerJoinRequests("POST", groupId, requestIds);
    }

    /**
     * Rejects requests to join a group.
     *
     * @param requestIds at least one
     */
    public CompletableFuture<GroupJoinResult> rejectGroupJoinRequests(String groupId, List<String> requestIds) {
        return groups().answerJoinRequests("DELETE", groupId, requestIds);
    }

    /**
     * Pins a message in a group. Unconfirmed.
     *
     * @param days 1 to 30
     */
    public CompletableFuture<@Nullable Void> pinMessage(String groupId, String messageId, int days) {
        return days < 1
                ? CompletableFuture.failedFuture(
                        new InvalidMessageException("A message is pinned for 1 to 30 days, actual are " + days))
                : groups().pin(groupId, messageId, days);
    }

    /** Unpins a message in a group. Unconfirmed. */
    public CompletableFuture<@Nullable Void> unpinMessage(String groupId, String messageId) {
        return groups().pin(groupId, messageId, 0);
    }

    /**
     * Creates a flow. Unconfirmed, like all calls of flows.
     *
     * @param definition {@code name}, {@code categories}, and if wanted {@code flow_json} (text or an object), {@code
     *     publish}, {@code clone_flow_id}, {@code endpoint_uri}
     */
    public CompletableFuture<FlowChanged> createFlow(Map<String, ?> definition) {
        return flows().create(definition);
    }

    /** All flows of the account. */
    public CompletableFuture<List<FlowInfo>> listFlows() {
        return flows().list();
    }

    /**
     * Changes a flow that is a draft.
     *
     * @param change {@code name}, {@code categories}, {@code endpoint_uri}, {@code application_id}, {@code flow_json}
     *     (text or an object, at most 10 MB)
     */
    public CompletableFuture<FlowChanged> updateFlow(String flowId, Map<String, ?> change) {
        return flows().update(flowId, change);
    }

    /** Publishes a draft, which cannot be changed afterwards. */
    public CompletableFuture<@Nullable Void> publishFlow(String flowId) {
        return flows().publish(flowId);
    }

    /** Deprecates a published flow: no new message can open it. */
    public CompletableFuture<@Nullable Void> deprecateFlow(String flowId) {
        return flows().deprecate(flowId);
    }

    /** Deletes a draft. */
    public CompletableFuture<@Nullable Void> deleteFlow(String flowId) {
        return flows().delete(flowId);
    }

    /** The public key with which phones encrypt the requests of the number's flows. */
    public CompletableFuture<FlowEncryptionKey> getFlowEncryptionKey() {
        return flows().encryptionKey();
    }

    /**
     * Uploads the public key with which phones encrypt the requests of the number's flows. It replaces the former one.
     *
     * @param publicKey RSA of 2048 bits, in PEM
     */
    public CompletableFuture<@Nullable Void> setFlowEncryptionKey(String publicKey) {
        return flows().setEncryptionKey(publicKey);
    }

    /** Lists all templates of the account, in all languages and states. */
    public CompletableFuture<List<TemplateDefinition>> listTemplates() {
        return templates().list();
    }

    /** Returns a template by its id. */
    public CompletableFuture<TemplateDefinition> getTemplate(String id) {
        return templates().get(id);
    }

    /**
     * Returns a template by its name.
     *
     * @param language null for any language
     */
    public CompletableFuture<Optional<TemplateDefinition>> findTemplate(String name, @Nullable String language) {
        return templates().find(name, language);
    }

    /**
     * Creates a template and submits it for review.
     *
     * @param definition name, language, category and components, in the format of the API
     */
    public CompletableFuture<TemplateCreated> createTemplate(Map<String, ?> definition) {
        return templates().create(ApiJson.write(TemplateReader.current(definition)));
    }

    /**
     * Changes a template.
     *
     * @param change category, components or time to live, in the format of the API; components replace all existing
     *     ones
     */
    public CompletableFuture<@Nullable Void> updateTemplate(String id, Map<String, ?> change) {
        return templates().update(id, ApiJson.write(TemplateReader.current(change)));
    }

    /** Returns the registered webhook of the number. */
    public CompletableFuture<WebhookSettings> getWebhook() {
        return account().webhook();
    }

    /**
     * Registers the webhook of the number. It replaces the previous one.
     *
     * @param webhook an https URL without a port and without an underscore in its host, and the headers of the
     *     deliveries
     */
    public CompletableFuture<WebhookSettings> setWebhook(WebhookSettings webhook) {
        return account().setWebhook(webhook);
    }

    /** Returns the business profile. */
    public CompletableFuture<BusinessProfile> getProfile() {
        return account().profile();
    }

    /** Changes the members of the business profile that are present. */
    public CompletableFuture<@Nullable Void> updateProfile(BusinessProfile profile) {
        return account().updateProfile(profile);
    }

    /** Blocks users, who must have written in the last 24 hours. */
    public CompletableFuture<BlockResult> blockUsers(List<Recipient> users) {
        return account().block("POST", users);
    }

    /** Unblocks users. */
    public CompletableFuture<BlockResult> unblockUsers(List<Recipient> users) {
        return account().block("DELETE", users);
    }

    /** Lists all blocked users. */
    public CompletableFuture<List<BlockResult.User>> listBlockedUsers() {
        return account().blocked();
    }

    /** Returns whether the number can send, according to 360dialog. */
    public CompletableFuture<HealthStatus> healthStatus() {
        return account().health();
    }
}
