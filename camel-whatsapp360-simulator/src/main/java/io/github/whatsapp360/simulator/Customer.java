/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.CustomerActions;
import io.github.whatsapp360.simulator.world.Person;
import io.github.whatsapp360.simulator.world.RareActions;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A customer, writing to one number of the business; what the customer does is delivered to that number's webhook.
 * Thread-safe.
 */
public final class Customer {

    private final Engine engine;
    private final Person person;
    private final Channel channel;

    Customer(Engine engine, Person person, Channel channel) {
        this.engine = engine;
        this.person = person;
        this.channel = channel;
    }

    /** The customer's number, digits only; empty after {@link #losesNumberTo}. */
    public String waId() {
        return engine.call(person::waId);
    }

    /** The customer's business-scoped user id, for example {@code DE.4711}; another one after the number changed. */
    public String userId() {
        return engine.call(person::userId);
    }

    /** The customer's user id at the parent account; events have it while {@code Switch.PARENT_USER_IDS} is on. */
    public String parentUserId() {
        return engine.call(person::parentUserId);
    }

    /** The same customer, writing to another number of the business. */
    public Customer at(BusinessNumber number) {
        return new Customer(engine, person, number.channel());
    }

    /**
     * Writes a text. This and all that follows answers the id of the message, and delivers it to the registered
     * webhook.
     *
     * @throws IllegalStateException when the simulator does not run
     */
    public String says(String text) {
        return act((actions, chat) -> actions.text(chat, text, null));
    }

    /** Answers a message with a text, so that it is quoted. */
    public String replies(String messageId, String text) {
        return act((actions, chat) -> actions.text(chat, text, messageId));
    }

    /** Sends a picture, {@code image/jpeg} or {@code image/png}; an empty caption for none. */
    public String sendsImage(byte[] content, String mimeType, String caption) {
        return sends("image", content, mimeType, "", caption);
    }

    /** Sends a document. */
    public String sendsDocument(byte[] content, String mimeType, String fileName, String caption) {
        return sends("document", content, mimeType, fileName, caption);
    }

    /** Sends a voice note, {@code audio/ogg; codecs=opus}. */
    public String sendsVoice(byte[] content) {
        return sends("voice", content, "audio/ogg; codecs=opus", "", "");
    }

    /**
     * Sends a file.
     *
     * @param kind {@code image}, {@code video}, {@code audio}, {@code voice}, {@code document} or {@code sticker}
     * @param fileName shown for documents; may be empty
     * @param caption may be empty
     */
    public String sends(String kind, byte[] content, String mimeType, String fileName, String caption) {
        return act((actions, chat) -> actions.file(
                chat, kind, engine.world().media().fromCustomer(mimeType, fileName, Buffer.buffer(content)), caption));
    }

    /** Sends a place; the name may be empty. */
    public String sendsLocation(double latitude, double longitude, String name) {
        return act((actions, chat) -> actions.location(chat, latitude, longitude, name, ""));
    }

    /** Sends a contact card. */
    public String sendsContact(String name, String phone) {
        return act((actions, chat) -> actions.contact(chat, name, phone));
    }

    /** Taps a button of a message, by id, payload or title; {@link IllegalArgumentException} when there is none. */
    public String taps(String messageId, String button) {
        return act((actions, chat) -> actions.tap(chat, messageId, button));
    }

    /** Picks a row of a list, by id or title; {@link IllegalArgumentException} when there is none. */
    public String picks(String messageId, String row) {
        return act((actions, chat) -> actions.pick(chat, messageId, row));
    }

    /** Completes the flow of a message with this JSON object. */
    public String completesFlow(String messageId, String json) {
        return act((actions, chat) -> actions.completeFlow(chat, messageId, Json.object(json)));
    }

    /**
     * Opens the form of a flow message. Its endpoint, the {@code endpoint_uri} of the flow, is asked with real
     * encryption, with the public key that the number has uploaded.
     *
     * @throws IllegalArgumentException if the message is no flow message of a known flow with an endpoint, or the number
     *     has no key
     */
    public OpenForm opensForm(String messageId) {
        return OpenForm.open(engine, channel, person, messageId);
    }

    /** Reacts to a message; an empty emoji takes the reaction back. */
    public String reactsTo(String messageId, String emoji) {
        return act((actions, chat) -> actions.react(chat, messageId, emoji));
    }

    /** Orders a product. */
    public String orders(String product, int quantity, double price, String currency) {
        return act((actions, chat) -> actions.order(chat, product, quantity, price, currency, ""));
    }

    /** Sends something that the API cannot show, for example {@code poll_creation}. */
    public String sendsUnsupported(String kind) {
        return act((actions, chat) -> actions.unsupported(chat, kind));
    }

    /**
     * Sends a message whose element of {@code messages} is given as JSON; sender, id and timestamp are added where they
     * are absent.
     */
    public String sendsRaw(String json) {
        return engine.call(() -> engine.inbound().element(chat(), Json.object(json)));
    }

    /** Writes a text in a group of which this customer becomes a member. */
    public String saysInGroup(String groupId, String subject, String text) {
        return engine.call(() -> {
            Person group = engine.world().people().group(groupId, subject);
            group.members().add(person);
            ObjectNode element = Json.object().put("type", "text");
            element.putObject("text").put("body", text);
            return engine.inbound().element(engine.world().chat(channel, group), person, element);
        });
    }

    /** Takes another username; whether the number is hidden stays as it is. */
    public Customer changesUsernameTo(String username) {
        return change(() -> person.changeUsername(username));
    }

    /**
     * Moves to another number, which brings another user id. WhatsApp reports both; of a customer who hides the number
     * only the ids. Who has that number loses it.
     */
    public String changesNumberTo(String newWaId) {
        return act((actions, chat) -> actions.changeNumber(chat, newWaId));
    }

    /** Gets another user id and keeps the number; WhatsApp reports the ids. */
    public String changesUserId() {
        return act(CustomerActions::changeUserId);
    }

    /**
     * Loses the number to somebody else, who gets another user id. WhatsApp reports nothing. This customer is not on
     * WhatsApp any more, until {@link #changesNumberTo}.
     *
     * @param name of the new owner's profile; may be empty
     * @return the new owner
     * @throws IllegalArgumentException when the number was lost before
     */
    public Customer losesNumberTo(String name) {
        return engine.call(() -> new Customer(engine, engine.world().people().recycleNumber(person, name), channel));
    }

    /** Answers the business's request to be called: for seven days, or not. */
    public String permitsCalls(String messageId, boolean permit) {
        return rarely((actions, chat) -> actions.answerCallRequest(chat, messageId, permit));
    }

    /** Answers the business's request for the phone number; from then on events show it. */
    public String sharesPhone(String messageId) {
        return rarely((actions, chat) -> actions.shareContact(chat, messageId));
    }

    /** Edits an own text. */
    public String edits(String messageId, String text) {
        return rarely((actions, chat) -> actions.edit(chat, messageId, text));
    }

    /** Deletes an own message for everyone. */
    public String deletes(String messageId) {
        return rarely((actions, chat) -> actions.revoke(chat, messageId));
    }

    /** Forwards a text; often is more than five times. */
    public String forwards(String text, boolean often) {
        return rarely((actions, chat) -> actions.forward(chat, text, often));
    }

    /** Writes after a tap on an advertisement. */
    public String comesFromAd(String text, String headline, String url) {
        return rarely((actions, chat) -> actions.comeFromAd(chat, text, headline, url));
    }

    /** Asks about a product of the catalog. */
    public String asksAbout(String product, String text) {
        return rarely((actions, chat) -> actions.askAbout(chat, product, text));
    }

    /** Opens the chat for the first time and is to be welcomed. */
    public String opensChat() {
        return rarely((actions, chat) -> actions.openChat(chat));
    }

    /** Stops marketing messages, which then fail with 131050, or takes them again. */
    public Customer wantsMarketing(boolean wanted) {
        rarely((actions, chat) -> actions.wantMarketing(chat, wanted));
        return this;
    }

    /**
     * Opens the invite link of a group: joins at once, or asks to join if its {@code join_approval_mode} is {@code
     * approval_required}. Either is reported.
     *
     * @param groupOrLink the id of the group, or its link
     * @return the id of the request to join; empty if none was needed
     */
    public String joinsGroup(String groupOrLink) {
        return rarely((actions, chat) -> actions.joinGroup(chat, groupOrLink));
    }

    /** No longer asks to join a group, which is reported; answers the id of the request, empty if there was none. */
    public String revokesJoinRequest(String groupId) {
        return rarely((actions, chat) -> actions.revokeJoinRequest(chat, groupId));
    }

    /**
     * Calls the business, which opens the window, and gives up after that time unless the business answers. Answers the
     * id of the call.
     */
    public String calls(Duration ringing) {
        return engine.call(() -> engine.calls().fromCustomer(chat(), ringing));
    }

    /** Hides the phone number: from now on events and answers show the user id only. */
    public Customer hidesPhoneBehind(String username) {
        return change(() -> person.hidePhone(username));
    }

    /** Shows the phone number again; the username stays. */
    public Customer showsPhone() {
        return change(() -> person.phoneHidden(false));
    }

    /** Switches the phone off; messages stay at sent. */
    public Customer goesOffline() {
        return change(() -> engine.outbound().online(person, false));
    }

    /** Switches the phone on; what has waited is delivered. */
    public Customer comesOnline() {
        return change(() -> engine.outbound().online(person, true));
    }

    /** Leaves WhatsApp; messages fail with 131026. */
    public Customer leavesWhatsapp() {
        return change(() -> person.reachable(false));
    }

    /** When the window for free-form messages closes; the epoch when it never was open or the API closed it. */
    public Instant windowUntil() {
        return engine.call(() -> chat().windowUntil());
    }

    /**
     * What the business has sent here, oldest first, without what has failed or will fail; at most the last 10,000
     * messages of the chat.
     */
    public List<ReceivedMessage> received() {
        return reader().received();
    }

    /**
     * Waits until the business has sent so many messages here.
     *
     * @param limit by the computer's clock
     * @return all of them, see {@link #received()}
     * @throws AssertionError when there are fewer after that time; says what happened instead
     */
    public List<ReceivedMessage> awaitReceived(int count, Duration limit) {
        return reader().await(count, limit);
    }

    /**
     * Waits until the business has sent a message here that fits.
     *
     * @param fits is asked on the simulator's thread
     * @param limit by the computer's clock
     * @return the first that fits
     * @throws AssertionError when there is none after that time; says what came, and what happened instead
     */
    public ReceivedMessage awaitReceived(Predicate<ReceivedMessage> fits, Duration limit) {
        return reader().await(fits, limit);
    }

    /**
     * Moves the clock forward and makes sure that the business sends nothing here meanwhile: what becomes due happens,
     * and each webhook that is under way is answered. What the application does later, after its answer to a webhook,
     * is not waited for.
     *
     * @param time by the simulator's clock
     * @throws AssertionError when a message came; says which
     * @throws IllegalStateException when the simulator has a clock of another kind
     */
    public void receivesNothingFor(Duration time) {
        reader().nothingFor(time);
    }

    private ReceivedMessages reader() {
        return new ReceivedMessages(engine, this::chat);
    }

    private String act(BiFunction<CustomerActions, Chat, String> what) {
        return engine.call(() -> what.apply(engine.actions(), chat()));
    }

    private String rarely(BiFunction<RareActions, Chat, String> what) {
        return engine.call(() -> what.apply(engine.rare(), chat()));
    }

    private Customer change(Runnable what) {
        engine.run(() -> {
            what.run();
            engine.world().changed("customer", person::view);
        });
        return this;
    }

    private Chat chat() {
        return engine.world().chat(channel, person);
    }

    @Override
    public String toString() {
        return "Customer[" + person.userId() + "]";
    }
}
