/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.event.AccountEvent;
import io.github.whatsapp360.event.EchoMessage;
import io.github.whatsapp360.event.ErrorEvent;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.event.FlowEvent;
import io.github.whatsapp360.event.GroupEvent;
import io.github.whatsapp360.event.HandoverEvent;
import io.github.whatsapp360.event.HistoryEvent;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.PartnerEvent;
import io.github.whatsapp360.event.Problem;
import io.github.whatsapp360.event.TemplateEvent;
import io.github.whatsapp360.event.UnknownEvent;
import io.github.whatsapp360.event.UnrecognizedEvent;
import io.github.whatsapp360.event.UserAction;
import io.github.whatsapp360.event.UserEvent;
import io.github.whatsapp360.event.change.AccountChange;
import io.github.whatsapp360.event.change.FlowChange;
import io.github.whatsapp360.event.change.GroupChange;
import io.github.whatsapp360.event.change.Handover;
import io.github.whatsapp360.event.change.HistoryPart;
import io.github.whatsapp360.event.change.PartnerNotice;
import io.github.whatsapp360.event.change.TemplateChange;
import io.github.whatsapp360.event.change.UserChange;
import io.github.whatsapp360.event.content.ChatMessage;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.event.content.Identity;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.event.content.Referral;
import io.github.whatsapp360.event.content.ReplyContext;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads an element by its family.
 *
 * <p>Thread-safe.
 */
final class EventFamilies {

    private static final TypeKeyed<TemplateChange> TEMPLATE =
            new TypeKeyed<>(TemplateChange.class, problem(TemplateChange.Unrecognized::new));
    private static final TypeKeyed<AccountChange> ACCOUNT = new TypeKeyed<>(
                    AccountChange.class, problem(AccountChange.Unrecognized::new))
            .alias("business_username_update", "business_username_updates");
    private static final TypeKeyed<FlowChange> FLOW =
            new TypeKeyed<>(FlowChange.class, problem(FlowChange.Unrecognized::new));
    private static final TypeKeyed<GroupChange> GROUP = new TypeKeyed<>(
                    GroupChange.class, problem(GroupChange.Unrecognized::new))
            .alias("group_created", "group_create")
            .alias("group_deleted", "group_delete")
            .alias("group_add_participants", "group_participants_add")
            .alias("group_remove_participants", "group_participants_remove");
    private static final TypeKeyed<UserChange> USER =
            new TypeKeyed<>(UserChange.class, problem(UserChange.Unrecognized::new));
    private static final TypeKeyed<HistoryPart> HISTORY =
            new TypeKeyed<>(HistoryPart.class, problem(HistoryPart.Unrecognized::new));
    private static final TypeKeyed<Handover> HANDOVER =
            new TypeKeyed<>(Handover.class, problem(Handover.Unrecognized::new));
    private static final TypeKeyed<PartnerNotice> PARTNER =
            new TypeKeyed<>(PartnerNotice.class, problem(PartnerNotice.Unrecognized::new));

    private static final List<String> CONTROL = List.of("control_passed", "control_taken");

    private final ObjectMapper mapper;
    private final StatusReader statuses;
    private final CallReader calls;
    private final Function<ErrorItem, Problem> problems;

    EventFamilies(ObjectMapper mapper, Function<ErrorItem, Problem> problems) {
        this.mapper = mapper;
        this.statuses = new StatusReader(mapper, problems);
        this.calls = new CallReader(mapper);
        this.problems = problems;
    }

    InboundEvent event(StoredEvent stored) {
        EventFamily family = EventFamily.find(stored.family());
        return switch (family == null ? EventFamily.UNKNOWN : family) {
            case MESSAGE -> message(stored);
            case STATUS -> statuses.status(stored);
            case DELIVERY -> DeliveryJson.read(stored, mapper, problems);
            case ERROR -> error(stored);
            case USER_ACTION -> userAction(stored);
            case CALL -> calls.call(stored);
            case TEMPLATE -> new TemplateEvent(stored.source(), stored.raw(), byBase(TEMPLATE, stored));
            case ACCOUNT -> new AccountEvent(stored.source(), stored.raw(), byBase(ACCOUNT, stored));
            case FLOW -> flow(stored);
            case GROUP -> group(stored);
            case USER -> new UserEvent(stored.source(), stored.raw(), stored.contact(), byBase(USER, stored));
            case ECHO -> echo(stored);
            case HISTORY ->
                new HistoryEvent(
                        stored.source(), stored.raw(), stored.contact(), onlyOfObject(stored, byBase(HISTORY, stored)));
            case HANDOVER -> handover(stored);
            case PARTNER -> partner(stored);
            case UNKNOWN -> new UnknownEvent(stored.source(), stored.raw());
        };
    }

    private InboundEvent message(StoredEvent stored) {
        JsonNode message = stored.element();
        if (!message.isObject()) {
            return unrecognized(stored, "id");
        }
        InboundContent content = InboundContentModule.CONTENT.readKeyed(message, mapper);
        Sender sender = Sender.of(message, content);
        return new InboundMessage(
                stored.source(),
                stored.raw(),
                stored.contact(),
                Json.text(message, "id"),
                sender.answerTo(),
                sender.userId(),
                sender.parentUserId(),
                Json.text(message, "group_id"),
                Json.time(message, "timestamp"),
                Parts.read(message.path("context"), ReplyContext.class, mapper),
                Parts.read(message.path("referral"), Referral.class, mapper),
                Parts.errors(message),
                Parts.read(message.path("identity"), Identity.class, mapper),
                stored.conversationContext(),
                content);
    }

    private InboundEvent error(StoredEvent stored) {
        if (!stored.element().isObject()) {
            return unrecognized(stored, "code");
        }
        ErrorItem error = InboundContentModule.error(stored.element());
        return new ErrorEvent(
                stored.source(), stored.raw(), error, error.code() == null ? null : problems.apply(error));
    }

    private InboundEvent userAction(StoredEvent stored) {
        JsonNode action = stored.element();
        String type = Json.text(action, "action_type");
        if (type == null) {
            return unrecognized(stored, "action_type");
        }
        return new UserAction(
                stored.source(),
                stored.raw(),
                type,
                Json.time(action, "timestamp"),
                Parts.read(action.path(type + "_data"), UserAction.LinkClick.class, mapper));
    }

    private InboundEvent flow(StoredEvent stored) {
        JsonNode flow = stored.element();
        String event = Json.text(flow, "event");
        FlowChange change = event == null ? new FlowChange.Unrecognized("no event") : FLOW.read(event, flow, mapper);
        return new FlowEvent(
                stored.source(), stored.raw(), event, Json.text(flow, "flow_id"), Json.text(flow, "message"), change);
    }

    private InboundEvent group(StoredEvent stored) {
        JsonNode group = stored.element();
        String type = Json.text(group, "type");
        GroupChange change = type == null ? new GroupChange.Unrecognized("no type") : GROUP.read(type, group, mapper);
        return new GroupEvent(
                stored.source(),
                stored.raw(),
                Json.time(group, "timestamp"),
                Json.text(group, "group_id"),
                Json.text(group, "request_id"),
                Parts.errors(group),
                change);
    }

    private InboundEvent echo(StoredEvent stored) {
        ChatMessage message = Parts.read(stored.element(), ChatMessage.class, mapper);
        return message == null
                ? unrecognized(stored, "id")
                : new EchoMessage(stored.source(), stored.raw(), stored.contact(), message);
    }

    private HistoryPart onlyOfObject(StoredEvent stored, HistoryPart part) {
        boolean message = part instanceof HistoryPart.Message || part instanceof HistoryPart.Echo;
        return message && !stored.element().isObject() ? new HistoryPart.Unrecognized("not an object") : part;
    }

    private InboundEvent handover(StoredEvent stored) {
        JsonNode element = stored.element();
        Handover change;
        if (stored.base().equals("messaging_handovers")) {
            // Test deliveries come without a type.
            String type = Json.text(element, "type");
            for (String word : CONTROL) {
                type = type == null && element.has(word) ? word : type;
            }
            change = type == null
                    ? new Handover.Unrecognized("no type")
                    : CONTROL.contains(type)
                            ? HANDOVER.read(type, element.path(type), mapper)
                            : new Handover.Unrecognized("no record for this word");
        } else {
            change = byBase(HANDOVER, stored);
            boolean message = change instanceof Handover.StandbyMessage || change instanceof Handover.StandbyEcho;
            change = message && !element.isObject() ? new Handover.Unrecognized("not an object") : change;
        }
        String sender = Json.text(element.path("sender"), "phone_number", "user_id");
        return new HandoverEvent(
                stored.source(),
                stored.raw(),
                stored.contact(),
                sender == null ? Json.text(element, "from", "from_user_id") : sender,
                Json.time(element, "timestamp"),
                change);
    }

    private InboundEvent partner(StoredEvent stored) {
        String event = Json.text(stored.element(), "event");
        JsonNode data = stored.element().path("data");
        String word = event == null ? "" : event;
        if (word.startsWith("waba_template_")) {
            word = "template";
        } else if (!word.equals("history") && !word.equals("smb_app_state_sync")) {
            // Nearly everything else that 360dialog reports is about a channel, and comes with the channel.
            word = data.isObject() && (data.has("setup_info") || data.has("waba_account")) ? "channel" : word;
        }
        PartnerNotice notice =
                word.isEmpty() ? new PartnerNotice.Unrecognized("no event") : PARTNER.read(word, data, mapper);
        return new PartnerEvent(stored.source(), stored.raw(), Json.text(stored.element(), "id"), notice);
    }

    private <T> T byBase(TypeKeyed<T> family, StoredEvent stored) {
        return family.read(stored.base(), stored.element(), mapper);
    }

    static UnrecognizedEvent unrecognized(StoredEvent stored, String missing) {
        String problem = stored.element().isObject() ? "no " + missing : "not an object";
        return new UnrecognizedEvent(stored.family(), stored.source(), stored.raw(), problem);
    }

    private static <T> BiFunction<String, String, T> problem(Function<String, T> fallback) {
        return (word, problem) -> fallback.apply(problem);
    }
}
