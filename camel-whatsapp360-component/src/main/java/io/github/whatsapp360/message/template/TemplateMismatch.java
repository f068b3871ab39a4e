/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import static java.util.Objects.requireNonNull;

/**
 * One parameter that does not match its template. Contains no value.
 *
 * <p>Immutable and thread-safe.
 *
 * @param parameter key of the parameter, as in {@link TemplateParameters#of(java.util.Map)}; in a card with the prefix
 *     {@code card.0.} and so on
 * @param problem the kind of mismatch
 */
public record TemplateMismatch(String parameter, Problem problem) {

    public TemplateMismatch {
        requireNonNull(parameter, "parameter");
        requireNonNull(problem, "problem");
    }

    /** The mismatch in one sentence, for exceptions. */
    @Override
    public String toString() {
        return "The template parameter '" + parameter + "' " + problem.sentence;
    }

    /** The kinds of mismatches. */
    public enum Problem {

        /** The message has no value for this variable. */
        MISSING("is missing"),

        /** The template has fewer variables. */
        SURPLUS("is one too many"),

        /** The template has named variables, but none with this name. */
        UNKNOWN("is unknown to the template"),

        /** The template has another type at this position: another media type or another kind of button. */
        WRONG_KIND("is of a kind that the template does not take there");

        private final String sentence;

        Problem(String sentence) {
            this.sentence = sentence;
        }
    }
}
