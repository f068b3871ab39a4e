/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import io.github.whatsapp360.message.template.TemplateParameter.InBody;
import io.github.whatsapp360.message.template.TemplateParameter.InHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All parameters of a template message by component.
 *
 * <p>The variables of the body are either all positional or all named, as in the template. {@code toString} contains no
 * value. Immutable and thread-safe.
 *
 * @param header null if the header has neither a variable nor media
 * @param body in the order of the variables, or each with the name of its variable
 * @param buttons parameters of the buttons that have variables
 * @param offerExpires end of the offer of a limited-time-offer template
 * @param cards parameters of the cards of a carousel template
 */
public record TemplateParameters(
        @Nullable InHeader header,
        List<InBody> body,
        List<TemplateButton> buttons,
        @Nullable Instant offerExpires,
        List<TemplateCard> cards) {

    public TemplateParameters {
        body = List.copyOf(body);
        buttons = List.copyOf(buttons);
        cards = List.copyOf(cards);
    }

    /** No parameters: for a template without variables. */
    public static TemplateParameters none() {
        return builder().build();
    }

    /**
     * Parameters of the body by position. Each value that is not a parameter is converted by {@link ParameterText}.
     *
     * @throws IllegalArgumentException if a value is null, a list or a map
     */
    public static TemplateParameters of(List<?> body) {
        return builder().body(body).build();
    }

    /**
     * Parameters by key, as in a route.
     *
     * <table>
     * <caption>Keys</caption>
     * <tr><th>key</th><th>parameter</th></tr>
     * <tr><td>{@code 1}, {@code 2} …</td><td>the variable of the body at that position; no position may
     * be missing</td></tr>
     * <tr><td>{@code first_name}</td><td>the variable of the body with that name</td></tr>
     * <tr><td>{@code header.text}, {@code header.text.first_name}</td><td>the variable of the header, by position or
     * name</td></tr>
     * <tr><td>{@code header.image}, {@code header.video}, {@code header.gif}, {@code header.document}</td><td>the
     * media of the header: an id, or a link that begins with http:// or https://</td></tr>
     * <tr><td>{@code header.filename}</td><td>file name of the header's document; by default the last segment of the
     * path of a link</td></tr>
     * <tr><td>{@code header.location}</td><td>the location of the header: a map with {@code latitude},
     * {@code longitude} and optionally {@code name} and {@code address}</td></tr>
     * <tr><td>{@code header.product}</td><td>the product of the header: a map with {@code catalog_id} and
     * {@code product_retailer_id}</td></tr>
     * <tr><td>{@code button.0.url}</td><td>the variable end of the first button's URL</td></tr>
     * <tr><td>{@code button.0.payload}</td><td>the payload of the first button, a quick reply</td></tr>
     * <tr><td>{@code button.0.copy_code}</td><td>the coupon code of the first button</td></tr>
     * <tr><td>{@code button.0.flow_token}</td><td>the flow token of the first button</td></tr>
     * <tr><td>{@code otp.code}</td><td>the code of an authentication template, for its body and its button</td></tr>
     * <tr><td>{@code offer.expires}</td><td>the end of the offer: ISO 8601 or milliseconds since 1970</td></tr>
     * </table>
     *
     * <p>Names of template variables contain no dots, so the keys are unambiguous. Texts and numbers are converted by
     * {@link ParameterText}.
     *
     * @throws IllegalArgumentException if a key with a dot is not in the table, a position is missing, or a value is
     *     null or unreadable; the message contains the key and never the value
     */
    public static TemplateParameters of(Map<String, ?> values) {
        return new KeyedParametersBuilder(values).build();
    }

    /**
     * The code of an authentication template, as parameter of the body and of the button.
     *
     * @param code at most 15 characters
     */
    public static TemplateParameters otp(String code) {
        String text = ParameterText.of(code).text();
        return builder()
                .body(List.of(text))
                .button(new TemplateButton.UrlSuffix(0, text))
                .build();
    }

    /** Creates a builder without parameters. */
    public static Builder builder() {
        return new Builder();
    }

    /** The value of {@code template.components} in the request: only components that have parameters. */
    public List<TemplateComponent> components() {
        List<TemplateComponent> components = new ArrayList<>();
        if (header != null) {
            components.add(new TemplateComponent.Header(header));
        }
        if (offerExpires != null) {
            components.add(new TemplateComponent.LimitedTimeOffer(offerExpires));
        }
        if (!body.isEmpty()) {
            components.add(new TemplateComponent.Body(body));
        }
        components.addAll(buttons);
        if (!cards.isEmpty()) {
            components.add(new TemplateComponent.Carousel(cards));
        }
        return List.copyOf(components);
    }

    @Override
    public String toString() {
        return "TemplateParameters[" + body.size() + " in the body, " + buttons.size() + " buttons, " + cards.size()
                + " cards]";
    }

    /** Confined to one thread. */
    public static final class Builder {
        private @Nullable InHeader header;
        private final List<InBody> body = new ArrayList<>();
        private final List<TemplateButton> buttons = new ArrayList<>();
        private @Nullable Instant offerExpires;
        private final List<TemplateCard> cards = new ArrayList<>();

        private Builder() {}

        /** Sets the parameter of the header. */
        public Builder header(InHeader parameter) {
            this.header = parameter;
            return this;
        }

        /** Adds parameters for the next variables of the body. A value that is not a parameter becomes its text. */
        public Builder body(List<?> values) {
            for (Object value : values) {
                body.add(inBody(Integer.toString(body.size() + 1), null, value));
            }
            return this;
        }

        /**
         * Adds a parameter for the variable of the body with this name. A value that is not a parameter becomes its
         * text.
         */
        public Builder body(String name, Object value) {
            body.add(inBody(name, name, value));
            return this;
        }

        /** Adds the parameters of a button. */
        public Builder button(TemplateButton button) {
            buttons.add(button);
            return this;
        }

        /** Sets the end of the offer. */
        public Builder offerExpires(Instant instant) {
            this.offerExpires = instant;
            return this;
        }

        /** Adds the parameters of the next card. */
        public Builder card(TemplateCard card) {
            cards.add(card);
            return this;
        }

        /** Returns the parameters. */
        public TemplateParameters build() {
            return new TemplateParameters(header, body, buttons, offerExpires, cards);
        }

        private static InBody inBody(String key, @Nullable String name, @Nullable Object value) {
            if (value == null) {
                throw new IllegalArgumentException(
                        "Expected a value for the template parameter '" + key + "', actual is null");
            }
            return value instanceof InBody parameter ? parameter : new TemplateParameter.Text(text(key, value), name);
        }

        private static String text(String key, Object value) {
            try {
                return ParameterText.of(value).text();
            } catch (IllegalArgumentException several) {
                throw new IllegalArgumentException(
                        "Template parameter '" + key + "': " + several.getMessage(), several);
            }
        }
    }
}
