/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.json.JsonPath.Found;
import io.github.whatsapp360.json.MessageCheck.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One limit of the API, which finds its violations in a message. Except for {@link #required}, absent values violate no
 * limit.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
interface Limit {

    /** Never longer than fits in a message for people. */
    Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(?:\\.[0-9]{1,15})?");

    /** The violations of a message, in document order. */
    Stream<Violation> broken(Found message);

    /** Text with a length in UTF-16 code units. */
    static Limit length(String path, int min, int max) {
        return number(path, Found::length, min, max, "characters");
    }

    /** An array with a number of elements. */
    static Limit count(String path, int min, int max) {
        return number(path, found -> found.node().size(), min, max, "elements");
    }

    /** An object with a number of members. */
    static Limit members(String path, int min, int max) {
        return number(path, found -> found.node().size(), min, max, "members");
    }

    /** A number between these. */
    static Limit range(String path, int min, int max, String unit) {
        return each(
                        path,
                        found -> !(isNumber(found)
                                && found.node().asDouble() >= min
                                && found.node().asDouble() <= max))
                .as(
                        min + " to " + max + " " + unit,
                        found -> isNumber(found) ? found.node().asText() + " " + unit : "no number");
    }

    /** The total number of elements of all arrays under each parent. */
    static Limit totalCount(String parent, String elements, int min, int max) {
        JsonPath children = JsonPath.of(elements);
        return number(parent, found -> (int) children.in(found).count(), min, max, "elements in all");
    }

    /** The total length in UTF-16 code units of all texts under each parent. */
    static Limit totalLength(String parent, String texts, int max) {
        JsonPath children = JsonPath.of(texts);
        return number(
                parent, found -> children.in(found).mapToInt(Found::length).sum(), 0, max, "characters in all");
    }

    /** Unique text. */
    static Limit unique(String path) {
        JsonPath where = JsonPath.of(path);
        return message -> {
            Set<String> seen = new HashSet<>();
            return where.in(message)
                    .filter(found -> !seen.add(found.node().asText()))
                    .map(found -> new Violation(found.field(), "unique in the message", "a repetition"));
        };
    }

    /** Text of a described form. */
    static Limit form(String path, Pattern form, String limit) {
        return each(path, found -> !form.matcher(found.node().asText()).matches())
                .as(limit, found -> found.length() + " characters of another form");
    }

    /** One of these values. */
    static Limit oneOf(String path, String... words) {
        List<String> allowed = List.of(words);
        return each(path, found -> !allowed.contains(found.node().asText()))
                .as(String.join(", ", allowed), found -> "another word");
    }

    /** Any word but these. */
    static Limit noneOf(String path, String... words) {
        List<String> refused = List.of(words);
        return each(path, found -> refused.contains(found.node().asText()))
                .as("none of " + String.join(", ", refused), found -> "one of them");
    }

    /** An http or https URL. */
    static Limit link(String path) {
        return form(path, Pattern.compile("(?is)https?://.+"), "an http or https address");
    }

    /** Nothing. */
    static Limit absent(String path) {
        return each(path, found -> true).as("absent", found -> "present");
    }

    /** Something. */
    static Limit required(String path) {
        return requiredIn("", path);
    }

    /** Something under each parent. */
    static Limit requiredIn(String parent, String path) {
        JsonPath where = JsonPath.of(path);
        return message -> parents(parent, message)
                .filter(found -> where.in(found).findAny().isEmpty())
                .map(found -> new Violation(
                        found.field().isEmpty() ? path : found.field() + "." + path, "present", "absent"));
    }

    /** A title for each section if there are several. */
    static Limit titlesOfSeveral(String sections) {
        return requiredIn(sections + "[]", "title")
                .when(message ->
                        JsonPath.of(sections + "[]").in(Found.root(message)).count() > 1);
    }

    /** Elements that all have the kind of the first. */
    static Limit alike(String elements, Function<Found, String> kind, String limit) {
        JsonPath where = JsonPath.of(elements);
        return message -> {
            List<Found> all = where.in(message).toList();
            return all.stream()
                    .filter(found -> !kind.apply(found).equals(kind.apply(all.get(0))))
                    .map(found -> new Violation(found.field(), limit, "another"));
        };
    }

    /** This limit for certain messages only. */
    default Limit when(Predicate<JsonNode> condition) {
        return message -> condition.test(message.node()) ? broken(message) : Stream.empty();
    }

    /** Some members are numbers in quotes. */
    private static boolean isNumber(Found found) {
        return found.node().isNumber()
                || NUMBER.matcher(found.node().isTextual() ? found.node().asText() : "")
                        .matches();
    }

    private static Limit number(String path, Function<Found, Integer> measure, int min, int max, String unit) {
        return each(path, found -> measure.apply(found) < min || measure.apply(found) > max)
                .as(
                        (min == 0 ? "at most " : min + " to ") + max + " " + unit,
                        found -> measure.apply(found) + " " + unit);
    }

    private static Breach each(String path, Predicate<Found> broken) {
        JsonPath where = JsonPath.of(path);
        return message -> where.in(message).filter(broken);
    }

    private static Stream<Found> parents(String path, Found message) {
        return path.isEmpty() ? Stream.of(message) : JsonPath.of(path).in(message);
    }

    /** A violation before formatting. */
    @FunctionalInterface
    interface Breach {

        Stream<Found> in(Found message);

        default Limit as(String limit, Function<Found, String> actual) {
            return message -> in(message).map(found -> new Violation(found.field(), limit, actual.apply(found)));
        }
    }
}
