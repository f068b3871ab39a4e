/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template as listed by the API. It determines the parameters of a message.
 *
 * <p>Values that the API may write in either case are converted to upper case. Immutable and thread-safe.
 *
 * @param name with the language, it identifies the template in a message
 * @param language such as {@code en_US}
 * @param status such as {@code APPROVED}, {@code PENDING}, {@code REJECTED}, {@code PAUSED}; only approved ones can be
 *     sent
 * @param category {@code AUTHENTICATION}, {@code MARKETING} or {@code UTILITY}
 * @param components header, body, footer, buttons and others
 * @param details data that is not needed to send it; each may be absent
 * @see <a href="https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates">Meta: Message
 *     templates</a>
 */
public record TemplateDefinition(
        String name, String language, String status, String category, List<Component> components, Details details) {

    public TemplateDefinition {
        requireNonNull(name, "name");
        requireNonNull(language, "language");
        status = status.toUpperCase(Locale.ROOT);
        category = category.toUpperCase(Locale.ROOT);
        components = List.copyOf(components);
        requireNonNull(details, "details");
    }

    /** The component of this type, for example {@code BODY}; null if there is none. */
    public Optional<Component> component(String type) {
        return Component.find(components, type);
    }

    /** The names of the body's variables, in the order of their first use: {@code 1}, {@code 2} … if positional. */
    public List<String> bodyVariables() {
        return component("BODY")
                .map(body -> body.text() == null && isAuthentication() ? List.of("1") : body.variables())
                .orElse(List.of());
    }

    /**
     * The parameters of a message that consists of this text only; empty unless the body of the template has exactly
     * one variable. In an authentication template the text is the code, which is also the parameter of the button.
     */
    public Optional<TemplateParameters> soleParameter(String text) {
        List<String> variables = bodyVariables();
        if (variables.size() != 1) {
            return Optional.empty();
        }
        if (isAuthentication()) {
            return Optional.of(TemplateParameters.otp(text));
        }
        String variable = variables.get(0);
        return Optional.of(
                isPosition(variable)
                        ? TemplateParameters.of(List.of(text))
                        : TemplateParameters.builder().body(variable, text).build());
    }

    /**
     * Returns what the API would refuse with 132000 or 132012: each parameter that is missing, surplus, unknown or at
     * the wrong position.
     */
    public List<TemplateMismatch> check(TemplateParameters parameters) {
        return TemplateFit.check(this, parameters);
    }

    /** Meta supplies the text of the body, which some responses omit: the code is its only variable. */
    /** Whether the template is for a one-time password, of at most 15 characters. */
    public boolean isAuthentication() {
        return category.equals("AUTHENTICATION");
    }

    static boolean isPosition(String variable) {
        return variable.chars().allMatch(Character::isDigit);
    }

    /**
     * Further data of a template.
     *
     * @param id id of the template at the API
     * @param parameterFormat {@code POSITIONAL} or {@code NAMED}; also visible from the variables
     * @param rejectedReason {@code NONE} if it was not rejected
     * @param qualityScore {@code GREEN}, {@code YELLOW}, {@code RED} or {@code UNKNOWN}
     * @param optimizationSpec the maximum price of a marketing template, as JSON; called {@code bid_spec} until July
     *     2026
     */
    public record Details(
            @Nullable String id,
            @Nullable String parameterFormat,
            @Nullable String rejectedReason,
            @Nullable String qualityScore,
            @Nullable String optimizationSpec) {

        /** No data. */
        public static final Details NONE = new Details(null, null, null, null, null);

        /** Details without a maximum price. */
        public Details(
                @Nullable String id,
                @Nullable String parameterFormat,
                @Nullable String rejectedReason,
                @Nullable String qualityScore) {
            this(id, parameterFormat, rejectedReason, qualityScore, null);
        }
    }

    /**
     * One component of a template.
     *
     * @param type {@code HEADER}, {@code BODY}, {@code FOOTER}, {@code BUTTONS}, {@code LIMITED_TIME_OFFER},
     *     {@code CAROUSEL} …
     * @param format of a header: {@code TEXT}, {@code IMAGE}, {@code VIDEO}, {@code GIF}, {@code DOCUMENT},
     *     {@code LOCATION}, {@code PRODUCT}
     * @param text of a header, body or footer, with its variables as {@code {{1}}} or {@code {{name}}}
     * @param buttons of a {@code BUTTONS} component
     * @param cards the components of each card of a {@code CAROUSEL}
     * @param expires whether a limited-time offer shows when it ends
     */
    public record Component(
            String type,
            @Nullable String format,
            @Nullable String text,
            List<Button> buttons,
            List<List<Component>> cards,
            boolean expires) {

        private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

        public Component {
            type = type.toUpperCase(Locale.ROOT);
            format = format == null ? null : format.toUpperCase(Locale.ROOT);
            buttons = List.copyOf(buttons);
            List<List<Component>> copies = new ArrayList<>();
            cards.forEach(card -> copies.add(List.copyOf(card)));
            cards = List.copyOf(copies);
        }

        /** A header, body or footer of this text. */
        public static Component ofText(String type, String text) {
            return new Component(
                    type, type.equalsIgnoreCase("HEADER") ? "TEXT" : null, text, List.of(), List.of(), false);
        }

        /** The names of its variables, in the order of their first use. */
        public List<String> variables() {
            return text == null
                    ? List.of()
                    : VARIABLE.matcher(text)
                            .results()
                            .map(variable -> variable.group(1))
                            .distinct()
                            .toList();
        }

        static Optional<Component> find(List<Component> components, String type) {
            return components.stream()
                    .filter(component -> component.type().equals(type))
                    .findFirst();
        }
    }

    /**
     * One button of a template.
     *
     * @param type {@code QUICK_REPLY}, {@code URL}, {@code PHONE_NUMBER}, {@code COPY_CODE}, {@code FLOW},
     *     {@code CATALOG}, {@code MPM}, {@code OTP} …
     * @param text label of the button
     * @param url URL of a link, with {@code {{1}}} at the end if the end is variable
     */
    public record Button(
            String type, @Nullable String text, @Nullable String url) {

        public Button {
            type = type.toUpperCase(Locale.ROOT);
        }
    }
}
