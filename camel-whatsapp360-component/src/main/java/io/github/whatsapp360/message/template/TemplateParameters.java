package io.github.whatsapp360.message.template;

import io.github.whatsapp360.message.template.TemplateParameter.InBody;
import io.github.whatsapp360.message.template.TemplateParameter.InHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All parameters of a template message, and the components they are written to.
 *
 * <p>The body's variables are either all positional or all named, as the template was made. {@code toString} shows no
 * value. Immutable and thread-safe.
 *
 * @param header absent if the header has neither variable nor medium
 * @param body in the order of the variables, or each with its variable's name
 * @param buttons those with variables
 * @param offerExpires in a limited-time-offer template
 * @param cards in a carousel template
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
     * The body's variables by position: each value as its text by {@link ParameterText}, unless it is a parameter
     * already.
     *
     * @throws IllegalArgumentException if a value is null, or has parts
     */
    public static TemplateParameters of(List<?> body) {
        return builder().body(body).build();
    }

    /**
     * Variables by key, as a route writes them.
     *
     * <table>
     * <caption>Keys</caption>
     * <tr><th>key</th><th>fills</th></tr>
     * <tr><td>{@code 1}, {@code 2} …</td><td>the body's variable at that place; none may be left out</td></tr>
     * <tr><td>{@code first_name}</td><td>the body's variable of that name</td></tr>
     * <tr><td>{@code header.text}, {@code header.text.first_name}</td><td>the header's variable, by position or
     * name</td></tr>
     * <tr><td>{@code header.image}, {@code header.video}, {@code header.gif}, {@code header.document}</td><td>the
     * header's medium: an id, or a link that begins with http:// or https://</td></tr>
     * <tr><td>{@code header.filename}</td><td>the name of the header's document; without it a link gives the last part
     * of its path</td></tr>
     * <tr><td>{@code header.location}</td><td>the header's place: a map with {@code latitude}, {@code longitude} and,
     * if wanted, {@code name} and {@code address}</td></tr>
     * <tr><td>{@code header.product}</td><td>the header's product: a map with {@code catalog_id} and
     * {@code product_retailer_id}</td></tr>
     * <tr><td>{@code button.0.url}</td><td>the end of the first button's link</td></tr>
     * <tr><td>{@code button.0.payload}</td><td>what the first button, a quick reply, sends back</td></tr>
     * <tr><td>{@code button.0.copy_code}</td><td>the coupon of the first button</td></tr>
     * <tr><td>{@code button.0.flow_token}</td><td>the token of the first button's flow</td></tr>
     * <tr><td>{@code otp.code}</td><td>the code of an authentication template, in its body and its button</td></tr>
     * <tr><td>{@code offer.expires}</td><td>the end of the offer: ISO 8601 or milliseconds since 1970</td></tr>
     * </table>
     *
     * <p>The names of a template's variables have no dots, so that the two cannot be confused. Texts and numbers are
     * written by {@link ParameterText}.
     *
     * @throws IllegalArgumentException if a key with a dot is none of these, a position is left out, or a value is null
     *     or unreadable; names the key and never the value
     */
    public static TemplateParameters of(Map<String, ?> values) {
        return new KeyedParametersBuilder(values).build();
    }

    /**
     * The code of an authentication template, which goes into the body and again into the button.
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

    /** Begins with no parameters. */
    public static Builder builder() {
        return new Builder();
    }

    /** What the request has in {@code template.components}: only the components with something to fill. */
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

        /** The header's variable or medium. */
        public Builder header(InHeader parameter) {
            this.header = parameter;
            return this;
        }

        /** The body's next variables: each value as its text, unless it is a parameter already. */
        public Builder body(List<?> values) {
            for (Object value : values) {
                body.add(inBody(Integer.toString(body.size() + 1), null, value));
            }
            return this;
        }

        /** The body's variable of this name: the value as its text, unless it is a parameter already. */
        public Builder body(String name, Object value) {
            body.add(inBody(name, name, value));
            return this;
        }

        /** One button. */
        public Builder button(TemplateButton button) {
            buttons.add(button);
            return this;
        }

        /** When the offer ends. */
        public Builder offerExpires(Instant instant) {
            this.offerExpires = instant;
            return this;
        }

        /** The next card. */
        public Builder card(TemplateCard card) {
            cards.add(card);
            return this;
        }

        /** The parameters. */
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
