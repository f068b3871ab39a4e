/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static io.github.whatsapp360.camel.ReferencePage.code;
import static io.github.whatsapp360.camel.ReferencePage.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.change.AccountChange;
import io.github.whatsapp360.event.change.FlowChange;
import io.github.whatsapp360.event.change.GroupChange;
import io.github.whatsapp360.event.change.Handover;
import io.github.whatsapp360.event.change.TemplateChange;
import io.github.whatsapp360.event.change.UserChange;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.event.content.InteractiveReply;
import io.github.whatsapp360.event.content.SystemNotice;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.interactive.InteractiveAction;
import io.github.whatsapp360.message.interactive.InteractiveHeader;
import io.github.whatsapp360.message.template.TemplateButton;
import io.github.whatsapp360.message.template.TemplateComponent;
import io.github.whatsapp360.message.template.TemplateParameter;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The list of all that the API has, in {@code api-coverage.csv}, agrees with the code: whatever the code names is in
 * the list, and what the list calls typed is. The page of the reference is made of it.
 */
class ApiCoverageTest {

    private static final List<Row> ROWS = rows();
    private static final Set<String> WAYS = Set.of("typed", "passed through", "not supported");

    /** They answer from what is known here, or are about no single endpoint. */
    private static final Set<Whatsapp360Operations> LOCAL = EnumSet.of(
            Whatsapp360Operations.serviceWindow,
            Whatsapp360Operations.identity,
            Whatsapp360Operations.forget,
            Whatsapp360Operations.sentMessage,
            Whatsapp360Operations.listDeadLetters,
            Whatsapp360Operations.replayDeadLetters,
            Whatsapp360Operations.purgeDeadLetters);

    @RegisterExtension
    static Whatsapp360Simulator simulator =
            Whatsapp360Simulator.builder().apiKey(TestBed.KEY).build();

    private final HttpClient http = HttpClient.newHttpClient();

    /** One line of the list. */
    record Row(String part, String name, String how, String operations, String note) {}

    private static List<Row> rows() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/api-coverage.csv")).stream()
                    .skip(1)
                    .map(line -> line.split(";", -1))
                    .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3], cells[4]))
                    .toList();
        } catch (IOException unreadable) {
            throw new ExceptionInInitializerError(unreadable);
        }
    }

    private static Stream<Row> part(String part) {
        return ROWS.stream().filter(row -> row.part().equals(part));
    }

    private static Set<String> names(Stream<Row> rows) {
        return rows.map(Row::name).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachRowIsThereOnceAndSaysHowAndWhyNot() {
        assertThat(ROWS.stream().map(row -> row.part() + " " + row.name())).doesNotHaveDuplicates();
        assertThat(ROWS).allSatisfy(row -> {
            assertThat(WAYS).contains(row.how());
            if (row.how().equals("not supported")) {
                assertThat(row.note()).as(row.name()).isNotEmpty();
            }
        });
    }

    /** The component makes these events itself. */
    private static final String OF_THE_COMPONENT = "identity";

    @Test
    void everyOperationIsOfAnEndpoint() {
        Set<String> listed = part("endpoint")
                .flatMap(row -> Stream.of(row.operations().split(" ")))
                .filter(operation -> !operation.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> existing = Arrays.stream(Whatsapp360Operations.values())
                .filter(operation -> !LOCAL.contains(operation))
                .map(Enum::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).isEqualTo(existing);
        assertThat(part("endpoint")).allSatisfy(row -> assertThat(
                        row.operations().isEmpty()
                                ? "not supported"
                                : row.operations().equals("call") ? "passed through" : "typed")
                .as(row.name())
                .isEqualTo(row.how()));
    }

    static Stream<Map.Entry<String, Class<?>>> families() {
        return Stream.of(
                Map.entry("message", OutboundContent.class),
                Map.entry("interactive", InteractiveAction.class),
                Map.entry("header", InteractiveHeader.class),
                Map.entry("template component", TemplateComponent.class),
                Map.entry("template button", TemplateButton.class),
                Map.entry("template parameter", TemplateParameter.class),
                Map.entry("inbound", InboundContent.class),
                Map.entry("inbound interactive", InteractiveReply.class),
                Map.entry("inbound system", SystemNotice.class),
                Map.entry("group event", GroupChange.class),
                Map.entry("flow event", FlowChange.class),
                Map.entry("handover", Handover.class));
    }

    @ParameterizedTest
    @MethodSource("families")
    void whatIsTypedHasARecordAndEveryRecordIsListed(Map.Entry<String, Class<?>> family) {
        Set<String> typed = names(part(family.getKey()).filter(row -> row.how().equals("typed")));
        if (family.getKey().equals("template component")) {
            // A button is a component whose record is chosen by its sub_type.
            typed.remove("button");
        }

        assertThat(typed).isEqualTo(wireNames(family.getValue()));
    }

    private static Set<String> wireNames(Class<?> sealed) {
        Set<String> names = new TreeSet<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            JsonTypeName name = permitted.getAnnotation(JsonTypeName.class);
            if (permitted.isSealed() && !permitted.equals(TemplateButton.class)) {
                names.addAll(wireNames(permitted));
            } else if (name != null) {
                names.add(name.value());
            }
        }
        return names;
    }

    @Test
    void everyFieldHasItsFamilyAndEveryFamilyItsField() {
        assertThat(part("field")).allSatisfy(row -> assertThat(
                        familyOf(row).equals(EventFamily.UNKNOWN.word()) ? "passed through" : "typed")
                .as(row.name())
                .isEqualTo(row.how()));
        Set<String> families = ROWS.stream()
                .filter(row -> row.part().equals("field") || row.part().equals("partner event"))
                .map(ApiCoverageTest::familyOf)
                .collect(Collectors.toCollection(TreeSet::new));

        // The component makes these events itself.
        families.add(EventFamily.DELIVERY.word());
        assertThat(families).containsExactlyElementsOf(EventFamily.words());
        Set<String> fields =
                part("field").map(row -> row.name().replaceAll("\\..*", "")).collect(Collectors.toSet());
        for (Class<?> changes : List.of(AccountChange.class, TemplateChange.class, UserChange.class)) {
            assertThat(fields)
                    .containsAll(wireNames(changes).stream()
                            .filter(name -> !name.equals(OF_THE_COMPONENT))
                            .toList());
        }
    }

    /** As the webhook sorts it. */
    private static String familyOf(Row row) {
        String body;
        if (row.part().equals("partner event")) {
            body = "{\"id\":\"e\",\"event\":\"" + row.name() + "\",\"data\":{\"id\":\"1\"}}";
        } else {
            int dot = row.name().indexOf('.');
            String field = dot < 0 ? row.name() : row.name().substring(0, dot);
            String value = dot < 0 ? "{\"x\":1}" : "{\"" + row.name().substring(dot + 1) + "\":[{\"x\":1}]}";
            body = "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\""
                    + field + "\",\"value\":" + value + "}]}]}";
        }
        List<InboundEvent> events = InboundFixtures.elements(body.getBytes(StandardCharsets.UTF_8)).stream()
                .map(element -> InboundFixtures.READER.read(element.json()))
                .toList();
        assertThat(events).as(row.name()).hasSize(1);
        return events.get(0).family();
    }

    @Test
    void thePageIsMadeOfTheList() throws Exception {
        ReferencePage page = new ReferencePage("api-coverage.md");
        page.with("endpoints", table(List.of("endpoint", "how", "operations", "simulator", "note"), endpoints()));
        page.with("messages", types("message", "interactive", "header"));
        page.with("templates", types("template component", "template button", "template parameter"));
        page.with("inbound", types("inbound", "inbound interactive", "inbound system"));
        page.with(
                "fields",
                table(
                        List.of("field", "how", "family", "note"),
                        ROWS.stream()
                                .filter(row ->
                                        row.part().equals("field") || row.part().equals("partner event"))
                                .map(row -> List.of(
                                        code((row.part().equals("field") ? "" : "360:") + row.name()),
                                        row.how(),
                                        code(familyOf(row)),
                                        row.note()))));
        page.with("events", types("group event", "flow event", "handover"));
        page.with(
                "errors",
                table(
                        List.of("code", "what", "class", "retryable"),
                        part("error").map(row -> {
                            Whatsapp360Exception problem = problem(row);
                            return List.of(
                                    row.name(),
                                    row.note(),
                                    code(problem.getClass().getSimpleName()),
                                    problem.retryable() ? "yes" : "no");
                        })));
        page.mustBeCommitted();
    }

    private static Whatsapp360Exception problem(Row row) {
        return Whatsapp360Exception.of(new ErrorItem(Integer.valueOf(row.name()), null, null, null, null));
    }

    private static String types(String... parts) {
        return table(
                List.of("kind", "type", "how", "note"),
                Stream.of(parts)
                        .flatMap(ApiCoverageTest::part)
                        .map(row -> List.of(row.part(), code(row.name()), row.how(), row.note())));
    }

    private Stream<List<String>> endpoints() {
        return part("endpoint")
                .map(row -> List.of(
                        code(row.name()),
                        row.how(),
                        row.operations().isEmpty()
                                ? ""
                                : Stream.of(row.operations().split(" "))
                                        .map(ReferencePage::code)
                                        .collect(Collectors.joining(", ")),
                        isSimulated(row) ? "yes" : "no",
                        row.note()));
    }

    /** Whether the simulator has the path: it says of others that it has not, or that there is none. */
    private boolean isSimulated(Row row) {
        String[] request = row.name().split(" ", 2);
        if (!request[1].startsWith("/") || request[1].equals("/")) {
            return false;
        }
        String path = request[1]
                .replace("{session}", "none")
                .replaceAll("\\{(id|media-id|flow-id|template-id)}", "999")
                .replaceAll("\\{[a-z-]+}", "none");
        try {
            String answer = http.send(
                            HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                                    .header("D360-API-KEY", TestBed.KEY)
                                    .method(request[0], BodyPublishers.ofString("{}"))
                                    .timeout(TestBed.LIMIT)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return !answer.contains("The simulator does not have")
                    && !answer.contains("\"Not found\"")
                    && !answer.contains("Method not allowed");
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(row.name(), failed);
        }
    }
}
