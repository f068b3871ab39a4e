/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.client.BusinessUsername;
import io.github.whatsapp360.client.FlowChanged;
import io.github.whatsapp360.client.FlowEncryptionKey;
import io.github.whatsapp360.client.FlowInfo;
import io.github.whatsapp360.client.GroupInfo;
import io.github.whatsapp360.client.GroupJoinRequest;
import io.github.whatsapp360.client.GroupJoinResult;
import io.github.whatsapp360.client.GroupRequest;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.event.GroupEvent;
import io.github.whatsapp360.event.change.GroupChange;
import io.github.whatsapp360.message.template.TemplateDefinition;
import io.github.whatsapp360.simulator.Customer;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contacts, usernames, groups and flows, against the simulator. */
class GroupAndFlowOperationsTest {

    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.context.start();
        template = bed.context.createProducerTemplate();
        lena = bed.simulator.customer("491701234567", "Lena");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private Exchange run(String operation, Object body, Map<String, Object> headers) {
        return template.request("whatsapp360:support?operation=" + operation, exchange -> {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new HashMap<>(headers));
        });
    }

    private <T> T result(String operation, Object body, Map<String, Object> headers, Class<T> type) {
        Exchange done = run(operation, body, headers);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isInstanceOf(type);
        return type.cast(done.getMessage().getBody());
    }

    private void refused(String operation, Object body, Map<String, Object> headers, String... said) {
        int before = bed.simulator.requests().size();
        assertThat(run(operation, body, headers).getException())
                .as(operation)
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContainingAll(said);
        assertThat(bed.simulator.requests()).hasSize(before);
    }

    @Test
    void aContactIsDeletedOnceByItsUserId() {
        lena.says("Hi");
        String userId = lena.userId();

        assertThat(result("deleteContact", userId, Map.of(), Boolean.class)).isTrue();
        assertThat(result("deleteContact", null, Map.of("CamelWhatsapp360FromUserId", userId), Boolean.class))
                .isFalse();

        refused("deleteContact", "491701234567", Map.of(), "business-scoped user id");
        refused("deleteContact", "DE.ENT.123", Map.of(), "parent");
        refused("deleteContact", null, Map.of(), "CamelWhatsapp360FromUserId");
    }

    @Test
    void theUsernameIsSetShownAndGivenUp() {
        assertThat(result("getUsername", null, Map.of(), BusinessUsername.class).username())
                .isNull();
        BusinessUsername set = result("setUsername", "@own.shop", Map.of(), BusinessUsername.class);
        assertThat(set).isEqualTo(new BusinessUsername("own.shop", "approved"));
        assertThat(result("getUsername", null, Map.of(), BusinessUsername.class))
                .isEqualTo(set);
        assertThat(run("deleteUsername", "stays", Map.of()).getMessage().getBody())
                .isEqualTo("stays");
        assertThat(result("getUsername", null, Map.of(), BusinessUsername.class).username())
                .isNull();

        for (String wrong : List.of("ab", "own..shop", ".shop", "shop.", "www.shop", "Own shop", "123")) {
            refused("setUsername", wrong, Map.of(), "3 to 35");
        }
        refused("setUsername", null, Map.of(), "username");
    }

    @Test
    void aPausedTemplateIsUnpausedByItsName() {
        bed.simulator.templateStatus("hello_world", "en_US", "PAUSED");
        Map<String, Object> name =
                Map.of("CamelWhatsapp360TemplateName", "hello_world", "CamelWhatsapp360TemplateLanguage", "en_US");

        assertThat(run("unpauseTemplate", "stays", name).getMessage().getBody()).isEqualTo("stays");

        assertThat(result("getTemplate", null, name, TemplateDefinition.class).status())
                .isEqualTo("APPROVED");
        refused("unpauseTemplate", null, Map.of(), "CamelWhatsapp360TemplateName");
    }

    @Test
    void aGroupIsCreatedShownChangedAndDeleted() {
        GroupRequest created = result(
                "createGroup", "{\"subject\":\"Tea\",\"description\":\"All about it\"}", Map.of(), GroupRequest.class);
        assertThat(created.requestId()).isNotBlank();
        List<?> groups = result("listGroups", null, Map.of(), List.class);
        String id = ((GroupInfo) groups.get(0)).id();
        Map<String, Object> group = Map.of("CamelWhatsapp360GroupId", id);

        assertThat(result("updateGroup", Map.of("subject", "Coffee"), group, GroupRequest.class)
                        .requestId())
                .isNotBlank();
        assertThat(result("getGroup", id, Map.of(), GroupInfo.class)).satisfies(shown -> {
            assertThat(shown.subject()).isEqualTo("Coffee");
            assertThat(shown.description()).isEqualTo("All about it");
            assertThat(shown.joinApprovalMode()).isEqualTo("auto_approve");
        });
        String link = result("getGroupInviteLink", id, Map.of(), String.class);
        assertThat(link).startsWith("https://chat.whatsapp.com/");
        assertThat(result("resetGroupInviteLink", null, group, String.class)).isNotEqualTo(link);

        result("deleteGroup", null, group, GroupRequest.class);
        assertThat((List<?>) result("listGroups", null, Map.of(), List.class)).isEmpty();

        refused("createGroup", Map.of("description", "none"), Map.of(), "subject");
        refused("createGroup", Map.of("subject", "x".repeat(129)), Map.of(), "128", "129");
        refused("createGroup", Map.of("subject", "x", "join_approval_mode", "ask"), Map.of(), "auto_approve");
        refused("updateGroup", Map.of(), group, "subject");
        refused("updateGroup", Map.of("subject", "x"), Map.of(), "CamelWhatsapp360GroupId");
        refused("getGroup", null, Map.of(), "CamelWhatsapp360GroupId");
    }

    @Test
    void participantsComeAndGoAndMessagesArePinned() {
        result("createGroup", Map.of("subject", "Tea"), Map.of(), GroupRequest.class);
        String id =
                ((GroupInfo) result("listGroups", null, Map.of(), List.class).get(0)).id();
        Map<String, Object> group = Map.of("CamelWhatsapp360GroupId", id);

        result("addGroupParticipants", List.of("+49 170 1234567"), group, GroupRequest.class);
        assertThat(result("getGroup", id, Map.of(), GroupInfo.class).participants())
                .singleElement()
                .satisfies(person -> assertThat(person.userId()).isEqualTo(lena.userId()));
        result("removeGroupParticipants", lena.userId(), group, GroupRequest.class);
        assertThat(result("getGroup", id, Map.of(), GroupInfo.class).participants())
                .isEmpty();

        Map<String, Object> toGroup = Map.of("CamelWhatsapp360To", id, "CamelWhatsapp360RecipientType", "group");
        String wamid =
                run("send", "Hello all", toGroup).getMessage().getHeader("CamelWhatsapp360SentMessageId", String.class);
        Map<String, Object> message = Map.of("CamelWhatsapp360GroupId", id, "CamelWhatsapp360MessageId", wamid);
        assertThat(run("pinMessage", "stays", message).getMessage().getBody()).isEqualTo("stays");
        assertThat(lastRequest()).contains("\"type\":\"pin\"", "\"expiration_days\":7", wamid);
        run("unpinMessage", null, message);
        assertThat(lastRequest()).contains("\"type\":\"unpin\"").doesNotContain("expiration_days");

        refused("addGroupParticipants", null, group, "list of users");
        refused("removeGroupParticipants", Collections.nCopies(9, "491701234567"), group, "1 to 8", "9");
        refused("pinMessage", null, group, "CamelWhatsapp360MessageId");
        for (Object days : new Object[] {0, 31, "week"}) {
            Map<String, Object> wrong = new HashMap<>(message);
            wrong.put("CamelWhatsapp360PinDays", days);
            refused("pinMessage", null, wrong, "1 to 30");
        }
    }

    @Test
    void whoAsksToJoinIsListedApprovedAndRejected() throws Exception {
        List<Exchange> asked = Collections.synchronizedList(new ArrayList<>());
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:team?events=group&registerWebhook=true&webhookUrl=" + bed.webhook("team"))
                        .process(asked::add);
                from("direct:approve").to("whatsapp360:support?operation=approveGroupJoinRequests");
            }
        });
        result(
                "createGroup",
                Map.of("subject", "Tea", "join_approval_mode", "approval_required"),
                Map.of(),
                GroupRequest.class);
        String id =
                ((GroupInfo) result("listGroups", null, Map.of(), List.class).get(0)).id();
        Map<String, Object> group = Map.of("CamelWhatsapp360GroupId", id);
        Customer tom = bed.simulator.customer("491709999999", "Tom");
        String ofLena = lena.joinsGroup(id);
        String ofTom = tom.joinsGroup(result("getGroupInviteLink", id, Map.of(), String.class));

        List<?> open = result("listGroupJoinRequests", id, Map.of(), List.class);
        assertThat(open)
                .extracting(each -> ((GroupJoinRequest) each).id(), each -> ((GroupJoinRequest) each).userId())
                .containsExactly(tuple(ofLena, lena.userId()), tuple(ofTom, tom.userId()));
        assertThat(open.get(0)).hasToString("GroupJoinRequest[" + ofLena + "]");

        // The event of the request is enough.
        await().atMost(TestBed.LIMIT).until(() -> asked.stream().anyMatch(each -> each.getMessage()
                .getHeader("CamelWhatsapp360EventName", String.class)
                .endsWith("group_join_request_created")));
        Exchange request = asked.stream()
                .filter(each ->
                        each.getMessage().getBody(GroupEvent.class).change() instanceof GroupChange.JoinRequested)
                .findFirst()
                .orElseThrow();
        assertThat(template.request("direct:approve", each -> each.getIn().copyFrom(request.getMessage()))
                        .getMessage()
                        .getBody())
                .isEqualTo(new GroupJoinResult(List.of(ofLena), List.of()));
        assertThat(result("getGroup", id, Map.of(), GroupInfo.class).participants())
                .singleElement()
                .satisfies(person -> assertThat(person.userId()).isEqualTo(lena.userId()));

        assertThat(result("rejectGroupJoinRequests", open, group, GroupJoinResult.class))
                .isEqualTo(new GroupJoinResult(
                        List.of(ofTom), List.of(new GroupJoinResult.Failed(ofLena, 131213, "No join request"))));
        assertThat((List<?>) result("listGroupJoinRequests", null, group, List.class))
                .isEmpty();

        for (Object wrong : new Object[] {null, " ", List.of(), List.of("1", " ")}) {
            refused("approveGroupJoinRequests", wrong, group, "request to join");
        }
        refused("rejectGroupJoinRequests", "1", Map.of(), "CamelWhatsapp360GroupId");
        refused("listGroupJoinRequests", null, Map.of(), "CamelWhatsapp360GroupId");
    }

    /** Nobody is let in because of the text of some message. */
    @Test
    void anotherEventApprovesNobody() throws Exception {
        List<Exchange> written = Collections.synchronizedList(new ArrayList<>());
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:team?registerWebhook=true&webhookUrl=" + bed.webhook("team"))
                        .process(written::add);
            }
        });
        lena.saysInGroup("Z3JvdXA", "Tea", "4711");
        await().atMost(TestBed.LIMIT).until(() -> written.size() == 1);

        refused(
                "approveGroupJoinRequests",
                written.get(0).getMessage().getBody(),
                written.get(0).getMessage().getHeaders(),
                "the event of a request to join");
    }

    private String lastRequest() {
        return bed.simulator.requests().get(bed.simulator.requests().size() - 1).body();
    }

    @Test
    void aFlowIsCreatedChangedPublishedAndDeprecated() {
        Map<String, Object> definition = Map.of("name", "booking", "categories", List.of("APPOINTMENT_BOOKING"));
        FlowChanged created = result("createFlow", definition, Map.of(), FlowChanged.class);
        Map<String, Object> flow = Map.of("CamelWhatsapp360FlowId", String.valueOf(created.id()));

        FlowChanged wrong = result("updateFlow", Map.of("flow_json", "{}"), flow, FlowChanged.class);
        assertThat(wrong.validationErrors()).singleElement().satisfies(error -> assertThat(error.lineStart())
                .isEqualTo(1));
        Map<String, Object> screens = Map.of("version", "7.3", "screens", List.of(Map.of("id", "START")));
        FlowChanged right =
                result("updateFlow", Map.of("name", "bookings", "flow_json", screens), flow, FlowChanged.class);
        assertThat(right).isEqualTo(new FlowChanged(created.id(), List.of()));
        run("publishFlow", null, flow);
        run("deprecateFlow", created.id(), Map.of());
        assertThat((List<?>) result("listFlows", null, Map.of(), List.class))
                .isEqualTo(List.of(new FlowInfo(
                        String.valueOf(created.id()),
                        "bookings",
                        "DEPRECATED",
                        List.of("APPOINTMENT_BOOKING"),
                        List.of())));

        assertThat(run("deleteFlow", null, flow).getException()).hasMessageContaining("139004");
        FlowChanged draft = result(
                "createFlow",
                "{\"name\":\"draft\",\"categories\":[\"OTHER\"],\"flow_json\":{\"screens\":[]}}",
                Map.of(),
                FlowChanged.class);
        assertThat(run("deleteFlow", draft.id(), Map.of()).getException()).isNull();

        refused("createFlow", Map.of("name", "x"), Map.of(), "categories");
        refused("createFlow", Map.of("categories", List.of("OTHER")), Map.of(), "name");
        refused("updateFlow", Map.of("name", "x"), Map.of(), "CamelWhatsapp360FlowId");
        refused("updateFlow", Map.of(), flow, "flow_json");
        refused("publishFlow", null, Map.of(), "CamelWhatsapp360FlowId");
    }

    @Test
    void thePublicKeyOfTheFlowsIsUploadedAndShown() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";

        assertThat(result("getFlowEncryptionKey", null, Map.of(), FlowEncryptionKey.class))
                .isEqualTo(new FlowEncryptionKey(null, null));
        assertThat(run("setFlowEncryptionKey", pem, Map.of()).getException()).isNull();
        assertThat(result("getFlowEncryptionKey", null, Map.of(), FlowEncryptionKey.class))
                .isEqualTo(new FlowEncryptionKey(pem, "VALID"));

        refused("setFlowEncryptionKey", "no key", Map.of(), "public key in PEM");
        refused("setFlowEncryptionKey", null, Map.of(), "needs a body");
    }

    /** What was asked for is reported as the API reports it. */
    @Test
    void changesOfGroupsAndFlowsArriveAsEvents() throws Exception {
        List<String> names = Collections.synchronizedList(new ArrayList<>());
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:team?events=group,flow&registerWebhook=true&webhookUrl=" + bed.webhook("team"))
                        .process(exchange ->
                                names.add(exchange.getMessage().getHeader("CamelWhatsapp360EventName", String.class)));
            }
        });
        result("createGroup", Map.of("subject", "Tea"), Map.of(), GroupRequest.class);
        FlowChanged flow = result(
                "createFlow",
                Map.of("name", "a", "categories", List.of("OTHER"), "publish", true, "flow_json", "{\"screens\":[]}"),
                Map.of(),
                FlowChanged.class);

        assertThat(flow.validationErrors()).isEmpty();
        await().atMost(TestBed.LIMIT).untilAsserted(() -> assertThat(names)
                .contains("group_lifecycle_update:group_create", "flows:FLOW_STATUS_CHANGE"));
    }
}
