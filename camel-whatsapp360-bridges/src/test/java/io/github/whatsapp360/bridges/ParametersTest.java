/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What an operator reads who got parameters wrong. */
class ParametersTest {

    /** A right value of each parameter that cannot do without one. */
    private static final Map<String, String> RIGHT = Map.ofEntries(
            Map.entry("account", "support"),
            Map.entry("queue", "commands"),
            Map.entry("brokers", "localhost:9092,localhost:9093"),
            Map.entry("topic", "commands"),
            Map.entry("folder", "target/never made"),
            Map.entry("mailbox", "imaps:localhost"),
            Map.entry("smtp", "smtps:localhost"),
            Map.entry("username", "anna"),
            Map.entry("password", "geheim-{?&"),
            Map.entry("address", "support@example.com"),
            Map.entry("team", "anna@example.com"),
            Map.entry("secret", "geheim and of sixteen"));

    private static final Map<String, List<String>> RIGHT_AT_THE_EDGE = Map.of(
            "account", List.of("a", "Büro.2", "支持"),
            "folder", List.of("/", "C:\\Ausgänge für 日本", "."),
            "team", List.of("a@b,\"Müller, Eva\" <eva@example.com>"),
            "events", List.of("all", " message , status:failed,userAction"),
            "name", List.of("x", "a".repeat(50)),
            "brokers", List.of("[::1]:9092"),
            "broker", List.of("(tcp://localhost:1,tcp://localhost:2)?ha=true"));

    private static final Map<String, List<String>> WRONG = Map.of(
            "account", List.of("support?events=all", "a/b", "sup port"),
            "topic", List.of("a b", "commands,others", "x".repeat(300)),
            "name", List.of("a".repeat(51), "a/b", "ü"),
            "events", List.of("mesage", "message,,status", "all,foo:bar"),
            "address", List.of("support", "a@b@c", "support@"),
            "team", List.of("anna", "anna@example.com,,", "@"),
            "folder", List.of("received?noop=true", "${header.x}"));

    private final Map<String, Map<String, Object>> configured = new LinkedHashMap<>();
    private final Map<String, String> expected = new LinkedHashMap<>();

    @Test
    void oneMessageNamesAllThatIsWrongWithAllBridges() throws Exception {
        try (BridgeApplication application = new BridgeApplication()
                .bridge("0", "whatsapp360-to-files", "acount", "support")
                .bridge("1", "whatsapp360-to-files", "account", "support")
                .bridge("2", "WhatsApp-to-files", "account", "support")
                .with("camel.routeTemplate[3].account", "support")) {
            assertThat(problems(application::start))
                    .satisfiesExactlyInAnyOrder(
                            problem -> assertThat(problem)
                                    .startsWith("whatsapp360-to-files (route 0): 'account' is missing: "),
                            problem -> assertThat(problem)
                                    .startsWith("whatsapp360-to-files (route 0): 'folder' is missing: "),
                            problem -> assertThat(problem)
                                    .startsWith("whatsapp360-to-files (route 0): 'acount' is no parameter; there are "
                                            + "account, folder"),
                            problem -> assertThat(problem)
                                    .startsWith("whatsapp360-to-files (route 1): 'folder' is missing: "),
                            problem -> assertThat(problem)
                                    .startsWith("route 2: there is no bridge 'WhatsApp-to-files'; there are "),
                            problem -> assertThat(problem).startsWith("route 3: template-id is missing; there are "));
        }
    }

    @Test
    void eachWrongValueOfEachParameterIsNamedAndNoRightOneAndNoSecret() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            for (Bridge bridge : BridgeCatalog.bridges()) {
                for (BridgeParameter parameter : bridge.parameters()) {
                    String name = parameter.name();
                    wrong(parameter).forEach(value -> add(bridge, Map.of(name, value), "'" + name + "' "));
                    right(parameter).forEach(value -> add(bridge, Map.of(name, value), null));
                    String misspelt = name.substring(1);
                    add(bridge, Map.of(misspelt, "x"), "'" + misspelt + "' is no parameter");
                }
                bridge.exclusive()
                        .forEach(group -> add(
                                bridge,
                                Map.of(group.get(0), example(group.get(0)), group.get(1), "bean"),
                                "'" + group.get(0) + "' and '" + group.get(1) + "' exclude each other"));
                bridge.dependent()
                        .forEach((name, needed) ->
                                add(bridge, Map.of(name, "x"), "'" + name + "' needs '" + needed.get(0) + "'"));
            }
            context.getRegistry().bind("bridges", new Configured(configured));
            List<String> problems = problems(context::start);

            Map<String, List<String>> byRoute =
                    problems.stream().collect(Collectors.groupingBy(problem -> problem.replaceFirst(":.*", "")));
            assertThat(byRoute.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
            byRoute.forEach((route, ofRoute) ->
                    assertThat(ofRoute).singleElement().asString().startsWith(route + ": " + expected.get(route)));
            assertThat(problems).noneMatch(problem -> problem.contains("geheim"));
            assertThat(expected).hasSizeGreaterThan(400);
        }
    }

    @Test
    void twoBridgesThatWouldShareASubscriptionOrAJournalAreRefused() throws Exception {
        try (BridgeApplication application = new BridgeApplication()
                .bridge("0", "whatsapp360-to-files", "account", "support", "folder", "target/a", "name", "same")
                .bridge("1", "whatsapp360-to-sql", "account", "support", "name", "same")
                .bridge("2", "whatsapp360-to-files", "account", "other", "folder", "target/a", "name", "same")
                .bridge("3", "files-to-whatsapp360", "account", "support", "folder", "target/b")
                .bridge("4", "files-to-whatsapp360", "account", "other", "folder", "target/c")
                .bridge("5", "sql-to-whatsapp360", "account", "support", "url", "jdbc:postgresql:a")
                .bridge("6", "sql-to-whatsapp360", "account", "other", "url", "jdbc:postgresql:a")
                .bridge("7", "sql-to-whatsapp360", "account", "other", "url", "jdbc:postgresql:b")) {
            assertThat(problems(application::start))
                    .containsExactlyInAnyOrder(
                            "whatsapp360-to-sql (route 1): has the same values of 'account', 'name' as route 0: "
                                    + "give it another name",
                            "files-to-whatsapp360 (route 4): has the same values of 'journalDirectory', 'name' as "
                                    + "route 3: give it another name",
                            "sql-to-whatsapp360 (route 6): has the same values of 'dataSource', 'name', 'url' as "
                                    + "route 5: give it another name");
        }
    }

    /** A use of a bridge that is right but for these parameters; what is wrong with it begins with this. */
    private void add(Bridge bridge, Map<String, String> changes, String problem) {
        String route = "r" + configured.size();
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("templateId", bridge.name(), "name", route));
        bridge.parameters().stream()
                .filter(BridgeParameter::required)
                .forEach(parameter -> parameters.put(parameter.name(), RIGHT.get(parameter.name())));
        parameters.put("account", bridge.name());
        if (bridge.unique().contains("journalDirectory")) {
            parameters.put("journalDirectory", bridge.name());
        }
        if (problem == null || !problem.contains("needs")) {
            changes.keySet().forEach(name -> addNeeded(bridge, name, parameters));
        }
        parameters.putAll(changes);
        configured.put(route, parameters);
        if (problem != null) {
            expected.put(bridge.name() + " (route " + route + ")", problem);
        }
    }

    private static void addNeeded(Bridge bridge, String name, Map<String, Object> parameters) {
        for (String needed : bridge.dependent().getOrDefault(name, List.of())) {
            if (parameters.putIfAbsent(needed, example(needed)) == null) {
                addNeeded(bridge, needed, parameters);
            }
        }
    }

    private static String example(String parameter) {
        return Map.of("broker", "tcp://localhost:1", "url", "jdbc:postgresql:a").getOrDefault(parameter, "geheim");
    }

    private static List<String> wrong(BridgeParameter parameter) {
        List<String> values = new ArrayList<>(
                List.of("{{nowhere}}", (parameter.secret() ? "geheim" : "") + "{{env:NOWHERE_AT_ALL}}"));
        String otherwise = parameter.defaultValue();
        if (otherwise == null || !otherwise.isEmpty()) {
            values.addAll(List.of("", " "));
        }
        if (parameter.type().equals("integer")) {
            values.addAll(List.of("x", "1.5", "1e3", "0x10", "+1", "- 1", "1 000", "９", "1".repeat(25)));
            values.add(String.valueOf(parameter.minimum() - 1));
            values.add(String.valueOf(parameter.maximum() + 1));
        }
        if (parameter.type().equals("boolean")) {
            values.addAll(List.of("yes", "TRUE", "1", "true false"));
        }
        Random random = new Random(parameter.name().hashCode());
        String pattern = parameter.pattern();
        boolean isChecked = pattern != null || !parameter.format().isEmpty();
        Stream<String> drawn = IntStream.range(0, 5).mapToObj(i -> nonsense(random));
        Stream.concat(
                        isChecked ? WRONG.getOrDefault(parameter.name(), List.of()).stream() : Stream.empty(),
                        pattern != null || parameter.format().equals("events") ? drawn : Stream.empty())
                .filter(value -> pattern == null || !value.matches(pattern))
                .forEach(values::add);
        if (parameter.format().equals("simple")) {
            values.add("${header.");
        }
        return values.stream().distinct().toList();
    }

    /** Of characters that mean something somewhere. */
    private static String nonsense(Random random) {
        String characters = "a@:/\\?&=#%+;,<>()[]\"'!~|^*$ \t\u0000\u202eü🌻";
        int[] drawn = random.ints(1 + random.nextInt(6), 0, characters.codePointCount(0, characters.length()))
                .map(index -> characters.codePointAt(characters.offsetByCodePoints(0, index)))
                .toArray();
        return new String(drawn, 0, drawn.length) + "x";
    }

    private static List<String> right(BridgeParameter parameter) {
        List<String> values = new ArrayList<>(RIGHT_AT_THE_EDGE.getOrDefault(parameter.name(), List.of()));
        if (parameter.type().equals("integer")) {
            values.add(parameter.minimum().toString());
            values.add(parameter.maximum().toString());
        }
        if (parameter.type().equals("boolean")) {
            values.addAll(List.of("true", "false"));
        }
        return values;
    }

    private static List<String> problems(ThrowingCallable start) {
        Throwable refused = catchThrowable(start);
        assertThat(refused).isNotNull();
        return Assertions.catchThrowableOfType(InvalidBridgeException.class, () -> {
                    throw root(refused);
                })
                .problems();
    }

    private static Throwable root(Throwable thrown) {
        return thrown.getCause() == null ? thrown : root(thrown.getCause());
    }

    private record Configured(Map<String, Map<String, Object>> bridges) implements RouteTemplateParameterSource {

        @Override
        public Map<String, Object> parameters(String route) {
            return bridges.get(route);
        }

        @Override
        public Set<String> routeIds() {
            return bridges.keySet();
        }
    }
}
