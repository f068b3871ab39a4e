/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.wire.JsonSchema;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The description of the control API says what the control API does. */
class OpenApiTest {

    private static final String LENA = "491701234567";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private final Business business = new Business(simulator);
    private String wamid = "";
    private String form = "";
    private String template = "";
    private String media = "";
    private String fault = "";

    @BeforeEach
    void somethingHasHappened() throws Exception {
        simulator.reset();
        simulator.number().webhook("http://127.0.0.1:9/", Map.of());
        Customer lena = simulator.customer(LENA, "Lena");
        lena.says("Hello");
        lena.sendsImage(new byte[] {1}, "image/png", "Look");
        media = business.get("/simulator/customers/" + LENA + "/messages")
                .json()
                .findPath("image")
                .path("id")
                .asText();
        wamid = business.text(LENA, "Answer").id();
        try (FlowBackend nobodyAnswers = new FlowBackend()) {
            form = nobodyAnswers.sendFlow(
                    business, LENA, "flow-" + System.nanoTime(), "", "\"flow_action\":\"data_exchange\"");
        }
        business.template(
                LENA, "order_update", "en_US", "{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}");
        simulator.fails(business.text(LENA, "Fails").id(), 131026);
        simulator.fault(Fault.refuse(131056).times(0)).fault(Fault.slow(Duration.ofSeconds(1)));
        fault = business.get("/simulator/faults").json().path(0).path("id").asText();
        template = simulator.addTemplate("t" + System.nanoTime(), "en", "Hello");
    }

    private ObjectNode description() throws InterruptedException {
        return (ObjectNode) business.get("/simulator/openapi.json").json();
    }

    /** An operation with all that is said about it. */
    private record Operation(String method, String path, JsonNode content) {
        String name() {
            return method.toUpperCase(Locale.ROOT) + " " + path;
        }
    }

    private List<Operation> operations() throws InterruptedException {
        List<Operation> all = new ArrayList<>();
        description().path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(each -> METHODS.contains(each.getKey()))
                .forEach(each -> all.add(new Operation(each.getKey(), path.getKey(), each.getValue()))));
        return all;
    }

    @Test
    void itHasEveryRouteAndNoOther() throws InterruptedException {
        Set<String> routes = new TreeSet<>();
        business.get("/simulator/nothing").json().path("routes").forEach(route -> routes.add(route.asText()));
        routes.removeIf(route -> !route.contains("/simulator/") && !route.endsWith("/health"));
        routes.add("GET /simulator/events");

        assertThat(operations().stream().map(Operation::name)).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void everyPathNamesItsParametersAndEveryReferenceLeadsSomewhere() throws InterruptedException {
        ObjectNode description = description();
        description.path("paths").properties().forEach(path -> {
            List<String> named = new ArrayList<>();
            path.getValue()
                    .path("parameters")
                    .forEach(each ->
                            named.add(resolve(description, each).path("name").asText()));
            assertThat(path.getKey().replaceAll("[^{]*(\\{([a-z]+)})?", "$2 ").strip())
                    .isEqualTo(String.join(" ", named));
        });
        assertThat(description.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                        description.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    private static JsonNode resolve(JsonNode root, JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    /** The members of a body are those that the code knows; it names them when there is another one. */
    @TestFactory
    Stream<DynamicTest> theMembersOfEachBody() throws InterruptedException {
        ObjectNode description = description();
        return operations().stream()
                .filter(each -> each.content().at("/requestBody/content").has("application/json"))
                .map(each -> dynamicTest(each.name(), () -> {
                    JsonNode schema =
                            resolve(description, each.content().at("/requestBody/content/application~1json/schema"));
                    if (schema.path("additionalProperties").asBoolean(true)) {
                        assertThat(each.path()).isIn("/simulator/scenario", "/simulator/templates");
                        return;
                    }
                    String url = url(each) + (each.path().endsWith("/replay") ? "?url=http://127.0.0.1:9/" : "");
                    String error = business.method(each.method().toUpperCase(Locale.ROOT), url, "{\"zzz\":1}")
                            .json()
                            .path("error")
                            .asText();
                    String known = new TreeSet<>(Json.fieldNames(schema.path("properties"))).toString();
                    assertThat(error).contains("zzz").endsWith(known);
                }));
    }

    private String url(Operation operation) {
        return operation
                .path()
                .replace("{customer}", LENA)
                .replace("{number}", simulator.number().phone())
                .replace("{message}", wamid)
                .replace("{template}", template)
                .replace(
                        "{delivery}",
                        Long.toString(simulator.deliveries().get(0).id()))
                .replace("{media}", media)
                .replace("{fault}", fault);
    }

    private static final Map<String, String> BODIES = new TreeMap<>(Map.ofEntries(
            Map.entry("POST /simulator/clock", "{\"advance\":\"PT1S\"}"),
            Map.entry("PATCH /simulator/switches", "{\"limits\":true}"),
            Map.entry("PATCH /simulator/settings", "{\"batchSize\":1}"),
            Map.entry("POST /simulator/numbers", "{\"phone\":\"4930111111\",\"apiKey\":\"k2\"}"),
            Map.entry("POST /simulator/numbers/{number}/key", "{\"apiKey\":\"simulator-key\"}"),
            Map.entry("POST /simulator/numbers/{number}/deliveries", "{}"),
            Map.entry("POST /simulator/customers", "{\"waId\":\"491701234567\"}"),
            Map.entry("PATCH /simulator/customers/{customer}", "{\"name\":\"Lena\"}"),
            Map.entry("POST /simulator/customers/{customer}/messages", "{\"text\":\"Hello\"}"),
            Map.entry("POST /simulator/customers/{customer}/files", "a"),
            Map.entry("POST /simulator/customers/{customer}/forms", "{\"action\":\"INIT\",\"message\":\"{form}\"}"),
            Map.entry("POST /simulator/messages/{message}/status", "{\"status\":\"delivered\"}"),
            Map.entry("POST /simulator/faults", "{\"code\":131056}"),
            Map.entry("POST /simulator/replay", "{\"deliveries\":[]}"),
            Map.entry("POST /simulator/templates", "{\"name\":\"a\",\"language\":\"en\",\"components\":[]}"),
            Map.entry("POST /simulator/templates/{template}/status", "{\"status\":\"PAUSED\"}"),
            Map.entry("PUT /simulator/scenario", "{}")));

    /** What is answered has the form that the description promises. */
    @TestFactory
    Stream<DynamicTest> theFormOfEachAnswer() throws InterruptedException {
        ObjectNode description = description();
        return operations().stream()
                .filter(each -> !each.path().equals("/simulator/events"))
                .map(each -> dynamicTest(each.name(), () -> answer(description, each)));
    }

    private void answer(ObjectNode description, Operation operation) throws Exception {
        somethingHasHappened();
        String query = operation.path().endsWith("/replay") ? "?url=http://127.0.0.1:9/" : "";
        var request = business.request(url(operation) + query).header("Content-Type", "application/json");
        String body = BODIES.get(operation.name());
        Business.Reply reply = business.send(request.method(
                        operation.method().toUpperCase(Locale.ROOT),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.replace("{form}", form)))
                .build());
        assertThat(reply.status()).as(reply.body()).isIn(200, 201);
        JsonNode promised = operation.content().path("responses").path("" + reply.status());
        assertThat(promised.isMissingNode()).as("the status " + reply.status()).isFalse();
        JsonNode schema = promised.at("/content/application~1json/schema");
        if (!schema.isMissingNode()) {
            assertThat(checker(description, schema).errors(reply.json()))
                    .as(reply.body())
                    .isEmpty();
        }
    }

    private static JsonSchema checker(ObjectNode description, JsonNode schema) {
        ObjectNode root = Json.object(schema.toString().replace("#/components/schemas/", "#/$defs/"));
        root.set(
                "$defs",
                Json.object(
                        description.at("/components/schemas").toString().replace("#/components/schemas/", "#/$defs/")));
        return new JsonSchema(root);
    }
}
