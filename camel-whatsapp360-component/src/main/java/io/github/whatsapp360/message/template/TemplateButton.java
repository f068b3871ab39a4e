/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.github.whatsapp360.message.part.OrderDetails;
import io.github.whatsapp360.message.part.ProductSection;
import io.github.whatsapp360.message.template.TemplateParameter.Action;
import io.github.whatsapp360.message.template.TemplateParameter.InButton;
import io.github.whatsapp360.message.template.TemplateParameter.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one button of a template. Buttons without variables (phone numbers, fixed links) are not sent.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
@JsonIncludeProperties({"type", "sub_type", "index", "parameters"})
public sealed interface TemplateButton extends TemplateComponent {

    /** The position among the buttons of the template, from 0. */
    @JsonIgnore
    int index();

    /** The parameters of the button. */
    @JsonProperty("parameters")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<InButton> parameters();

    /** The wire name of the kind of button, for example {@code url}. */
    @JsonProperty("sub_type")
    default String subType() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    @Override
    default String type() {
        return "button";
    }

    /** The API accepts numbers as well; its reference shows text. */
    @JsonProperty("index")
    default String indexText() {
        return Integer.toString(index());
    }

    /**
     * A quick reply.
     *
     * @param payload returned when the user taps the button; at most 128 characters
     */
    @JsonTypeName("quick_reply")
    record QuickReply(int index, String payload) implements TemplateButton {

        public QuickReply {
            requireNonNull(payload, "payload");
        }

        @Override
        public List<InButton> parameters() {
            return List.of(new TemplateParameter.Payload(payload));
        }
    }

    /**
     * A link with a variable end; also the button of an authentication template, whose suffix is the code.
     *
     * @param suffix appended to the template's URL, URL-encoded by the caller; at most 2000 characters with the URL
     */
    @JsonTypeName("url")
    record UrlSuffix(int index, String suffix) implements TemplateButton {

        public UrlSuffix {
            requireNonNull(suffix, "suffix");
        }

        @Override
        public List<InButton> parameters() {
            return List.of(TemplateParameter.text(suffix));
        }
    }

    /**
     * A coupon code to copy.
     *
     * @param code 1 to 15 letters and digits
     */
    @JsonTypeName("copy_code")
    record CopyCode(int index, String code) implements TemplateButton {

        public CopyCode {
            requireNonNull(code, "code");
        }

        @Override
        public List<InButton> parameters() {
            return List.of(new TemplateParameter.CouponCode(code));
        }
    }

    /**
     * A flow.
     *
     * @param token returned with the response; {@code unused} if absent
     * @param data input of the first screen; not sent if empty
     */
    @JsonTypeName("flow")
    record Flow(int index, @Nullable String token, Map<String, Object> data) implements TemplateButton {

        public Flow {
            data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        }

        @Override
        public List<InButton> parameters() {
            return token == null && data.isEmpty()
                    ? List.of()
                    : List.of(new Action(new Target(token, data, null, List.of(), null)));
        }
    }

    /**
     * A button that opens the catalogue.
     *
     * @param thumbnailProductRetailerId the product whose image is shown; by default the first of the catalogue
     */
    @JsonTypeName("catalog")
    record Catalog(int index, @Nullable String thumbnailProductRetailerId) implements TemplateButton {
        @Override
        public List<InButton> parameters() {
            return thumbnailProductRetailerId == null
                    ? List.of()
                    : List.of(new Action(new Target(null, Map.of(), thumbnailProductRetailerId, List.of(), null)));
        }
    }

    /**
     * A button that opens a list of products.
     *
     * @param thumbnailProductRetailerId the product whose image is shown
     * @param sections 1 to 10, with 1 to 30 products in all
     */
    @JsonTypeName("mpm")
    record Products(int index, String thumbnailProductRetailerId, List<ProductSection> sections)
            implements TemplateButton {

        public Products {
            requireNonNull(thumbnailProductRetailerId, "thumbnailProductRetailerId");
            sections = List.copyOf(sections);
        }

        @Override
        public List<InButton> parameters() {
            return List.of(new Action(new Target(null, Map.of(), thumbnailProductRetailerId, sections, null)));
        }
    }

    /**
     * A button that opens an order to pay.
     *
     * @param details the order, as in an interactive message
     */
    @JsonTypeName("order_details")
    record ReviewAndPay(int index, OrderDetails details) implements TemplateButton {

        public ReviewAndPay {
            requireNonNull(details, "details");
        }

        @Override
        public List<InButton> parameters() {
            return List.of(new Action(new Target(null, Map.of(), null, List.of(), details)));
        }
    }

    /**
     * A button that calls the business.
     *
     * @param ttlMinutes lifetime of the button, 1 to 43200 minutes; null for the default, 10080 (seven days)
     * @param payload returned with the call
     */
    @JsonTypeName("voice_call")
    record VoiceCall(
            int index,
            @Nullable Integer ttlMinutes,
            @Nullable String payload) implements TemplateButton {
        @Override
        public List<InButton> parameters() {
            List<InButton> parameters = new ArrayList<>();
            if (ttlMinutes != null) {
                parameters.add(new TemplateParameter.TtlMinutes(ttlMinutes));
            }
            if (payload != null) {
                parameters.add(new TemplateParameter.Payload(payload));
            }
            return List.copyOf(parameters);
        }
    }
}
