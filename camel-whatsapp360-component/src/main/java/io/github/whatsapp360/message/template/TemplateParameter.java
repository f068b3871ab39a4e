/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.github.whatsapp360.message.part.DocumentFile;
import io.github.whatsapp360.message.part.MediaRef;
import io.github.whatsapp360.message.part.OrderDetails;
import io.github.whatsapp360.message.part.Place;
import io.github.whatsapp360.message.part.Product;
import io.github.whatsapp360.message.part.ProductSection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of one variable of a template, in the format of the API: {@code {"type":"image","image":{…}}}. The
 * sub-interfaces say in which component it may be used. Buttons create their parameters, see {@link TemplateButton}.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
public sealed interface TemplateParameter {

    /** The wire name, for example {@code text}. */
    @JsonProperty("type")
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** A text for the next variable. */
    static Text text(String text) {
        return new Text(text, null);
    }

    /** A text for the variable of this name. */
    static Text named(String name, String text) {
        return new Text(text, name);
    }

    /** A parameter of a header: a text or media. */
    sealed interface InHeader extends TemplateParameter {}

    /** A parameter of a body. */
    sealed interface InBody extends TemplateParameter {}

    /** A parameter of a button. */
    sealed interface InButton extends TemplateParameter {}

    /**
     * A text. Limits including the fixed text of the component: 60 characters in a header, 1024 in a body, 32768 in a
     * template that has only a body.
     *
     * @param parameterName name of a named variable: lower-case letters, digits, underscores
     */
    @JsonTypeName("text")
    record Text(
            String text,
            @JsonProperty("parameter_name") @Nullable String parameterName) implements InHeader, InBody, InButton {
        public Text {
            requireNonNull(text, "text");
        }
    }

    /** An amount of money. */
    @JsonTypeName("currency")
    record Currency(Money currency) implements InBody {

        public Currency {
            requireNonNull(currency, "currency");
        }

        /** See {@link Money}. */
        public static Currency of(String fallbackValue, String code, long amount1000) {
            return new Currency(new Money(fallbackValue, code, amount1000));
        }
    }

    /**
     * An amount of money.
     *
     * @param fallbackValue shown if the customer's phone cannot format it
     * @param code currency code, ISO 4217
     * @param amount1000 amount in thousandths: 100.99 is 100990
     */
    record Money(
            @JsonProperty("fallback_value") String fallbackValue,
            String code,
            @JsonProperty("amount_1000") long amount1000) {
        public Money {
            requireNonNull(fallbackValue, "fallbackValue");
            requireNonNull(code, "code");
        }
    }

    /** A date. */
    @JsonTypeName("date_time")
    record DateTime(@JsonProperty("date_time") Moment dateTime) implements InBody {

        public DateTime {
            requireNonNull(dateTime, "dateTime");
        }

        /** A date, as the text to show. */
        public static DateTime of(String shown) {
            return new DateTime(new Moment(shown));
        }
    }

    /**
     * A date.
     *
     * @param fallbackValue the text that is shown
     */
    record Moment(@JsonProperty("fallback_value") String fallbackValue) {
        public Moment {
            requireNonNull(fallbackValue, "fallbackValue");
        }
    }

    /** An image: JPEG or PNG up to 5 MB. */
    @JsonTypeName("image")
    record Image(MediaRef image) implements InHeader {
        public Image {
            requireNonNull(image, "image");
        }
    }

    /** A video: MP4 or 3GPP up to 16 MB. */
    @JsonTypeName("video")
    record Video(MediaRef video) implements InHeader {
        public Video {
            requireNonNull(video, "video");
        }
    }

    /** An animated image: MP4 up to 3.5 MB, in marketing messages. */
    @JsonTypeName("gif")
    record Gif(MediaRef gif) implements InHeader {
        public Gif {
            requireNonNull(gif, "gif");
        }
    }

    /** A document: PDF up to 100 MB. */
    @JsonTypeName("document")
    record Document(DocumentFile document) implements InHeader {

        public Document {
            requireNonNull(document, "document");
        }

        /** A document with this file name. */
        public static Document of(MediaRef media, @Nullable String filename) {
            return new Document(new DocumentFile(media, filename));
        }
    }

    /** A location. */
    @JsonTypeName("location")
    record Location(Place location) implements InHeader {
        public Location {
            requireNonNull(location, "location");
        }
    }

    /** A product. */
    @JsonTypeName("product")
    record OfProduct(Product product) implements InHeader {
        public OfProduct {
            requireNonNull(product, "product");
        }
    }

    /** The payload that a quick reply returns. */
    @JsonTypeName("payload")
    record Payload(String payload) implements InButton {
        public Payload {
            requireNonNull(payload, "payload");
        }
    }

    /** A code to copy. */
    @JsonTypeName("coupon_code")
    record CouponCode(@JsonProperty("coupon_code") String couponCode) implements InButton {
        public CouponCode {
            requireNonNull(couponCode, "couponCode");
        }
    }

    /** The lifetime of a call button. */
    @JsonTypeName("ttl_minutes")
    record TtlMinutes(@JsonProperty("ttl_minutes") int ttlMinutes) implements InButton {}

    /** The action of a flow, catalogue, product or order button. */
    @JsonTypeName("action")
    record Action(Target action) implements InButton {
        public Action {
            requireNonNull(action, "action");
        }
    }

    /** The action of a button; the members of other kinds of buttons are null. */
    record Target(
            @JsonProperty("flow_token") @Nullable String flowToken,

            @JsonProperty("flow_action_data") @JsonInclude(JsonInclude.Include.NON_EMPTY)
            Map<String, Object> flowActionData,

            @JsonProperty("thumbnail_product_retailer_id") @Nullable
            String thumbnailProductRetailerId,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProductSection> sections,
            @JsonProperty("order_details") @Nullable OrderDetails orderDetails) {}

    /** The end of an offer. */
    @JsonTypeName("limited_time_offer")
    record LimitedTimeOffer(
            @JsonProperty("limited_time_offer") Expiration limitedTimeOffer) implements TemplateParameter {
        public LimitedTimeOffer {
            requireNonNull(limitedTimeOffer, "limitedTimeOffer");
        }
    }

    /**
     * The end of an offer.
     *
     * @param expirationTimeMs milliseconds since 1970
     */
    record Expiration(@JsonProperty("expiration_time_ms") long expirationTimeMs) {}

    /** The page that a tap on the message opens. */
    @JsonTypeName("tap_target_configuration")
    record TapTargets(
            @JsonProperty("tap_target_configuration") List<TapTarget> targets) implements TemplateParameter {
        public TapTargets {
            targets = List.copyOf(targets);
        }
    }

    /** A page and its title. */
    record TapTarget(String url, String title) {
        public TapTarget {
            requireNonNull(url, "url");
            requireNonNull(title, "title");
        }
    }
}
