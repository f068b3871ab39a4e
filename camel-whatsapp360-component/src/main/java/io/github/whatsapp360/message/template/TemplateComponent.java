/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The parameters of one component of a template. Components without variables are not sent.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
public sealed interface TemplateComponent
        permits TemplateComponent.Header,
                TemplateComponent.Body,
                TemplateButton,
                TemplateComponent.LimitedTimeOffer,
                TemplateComponent.Carousel,
                TemplateComponent.TapTarget {

    /** The wire name, for example {@code body}. */
    @JsonProperty("type")
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /**
     * The parameters of the header.
     *
     * @param parameter text or media; a header has one variable at most
     */
    @JsonTypeName("header")
    record Header(@JsonIgnore TemplateParameter.InHeader parameter) implements TemplateComponent {

        public Header {
            requireNonNull(parameter, "parameter");
        }

        @JsonProperty("parameters")
        List<TemplateParameter> parameters() {
            return List.of(parameter);
        }
    }

    /**
     * The parameters of the body.
     *
     * @param parameters in the order of the variables, or each with the name of its variable
     */
    @JsonTypeName("body")
    record Body(List<TemplateParameter.InBody> parameters) implements TemplateComponent {
        public Body {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * The end of the offer of a limited-time-offer template.
     *
     * @param expires the end; sent with milliseconds
     */
    @JsonTypeName("limited_time_offer")
    record LimitedTimeOffer(@JsonIgnore Instant expires) implements TemplateComponent {

        public LimitedTimeOffer {
            requireNonNull(expires, "expires");
        }

        @JsonProperty("parameters")
        List<TemplateParameter> parameters() {
            return List.of(
                    new TemplateParameter.LimitedTimeOffer(new TemplateParameter.Expiration(expires.toEpochMilli())));
        }
    }

    /**
     * The cards of a carousel, in the order of their positions.
     *
     * @param cards 2 to 10, as many as the template has, all with the same components
     */
    @JsonTypeName("carousel")
    record Carousel(@JsonIgnore List<TemplateCard> cards) implements TemplateComponent {

        public Carousel {
            cards = List.copyOf(cards);
        }

        @JsonProperty("cards")
        List<NumberedCard> numbered() {
            return IntStream.range(0, cards.size())
                    .mapToObj(index -> new NumberedCard(index, cards.get(index)))
                    .toList();
        }
    }

    /** A card with its position, in the format of the API. */
    record NumberedCard(
            @JsonProperty("card_index") int cardIndex,
            @JsonUnwrapped TemplateCard card) {}

    /**
     * The page that a tap on the message opens.
     *
     * @param url http or https
     * @param title title of the page
     */
    @JsonTypeName("tap_target_configuration")
    record TapTarget(@JsonIgnore String url, @JsonIgnore String title) implements TemplateComponent {

        public TapTarget {
            requireNonNull(url, "url");
            requireNonNull(title, "title");
        }

        @JsonProperty("parameters")
        List<TemplateParameter> parameters() {
            return List.of(new TemplateParameter.TapTargets(List.of(new TemplateParameter.TapTarget(url, title))));
        }
    }
}
