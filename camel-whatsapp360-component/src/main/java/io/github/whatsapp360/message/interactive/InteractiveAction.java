/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.interactive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.whatsapp360.message.part.OrderDetails;
import io.github.whatsapp360.message.part.Product;
import io.github.whatsapp360.message.part.ProductSection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The action of an interactive message; it determines the type of the message and the allowed header, body and footer.
 * A body has 1 to 1024 characters and a footer 1 to 60, unless it says otherwise.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
public sealed interface InteractiveAction {

    /** The wire name of the message's {@code interactive.type}. */
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** An action that travels as {@code {"name":…,"parameters":{…}}}, its components being the parameters. */
    sealed interface Named extends InteractiveAction {

        /** Its {@code name}. */
        default String name() {
            return type();
        }
    }

    /**
     * Buttons that answer. Any header.
     *
     * @param replies 1 to 3
     */
    @JsonTypeName("button")
    record ReplyButtons(@JsonIgnore List<Reply> replies) implements InteractiveAction {

        public ReplyButtons {
            replies = List.copyOf(replies);
        }

        @JsonProperty("buttons")
        List<Map<String, Object>> buttons() {
            return replies.stream()
                    .map(reply -> Map.<String, Object>of("type", "reply", "reply", reply))
                    .toList();
        }
    }

    /**
     * Buttons that open a web page, and behind them buttons that answer. Any header. WhatsApp documents them for
     * messages that are sent outside the window without a template of one's own.
     *
     * @param urls 1 or 2
     * @param replies at most 10 with the URLs
     * @see io.github.whatsapp360.message.DirectSend
     */
    @JsonTypeName("button")
    record MixedButtons(
            @JsonIgnore List<UrlButton> urls, @JsonIgnore List<Reply> replies) implements InteractiveAction {

        public MixedButtons {
            urls = List.copyOf(urls);
            replies = List.copyOf(replies);
        }

        @JsonProperty("buttons")
        List<Map<String, Object>> buttons() {
            Stream<Map<String, Object>> pages = urls.stream()
                    .map(page -> Map.of(
                            "type",
                            "cta_url",
                            "cta_url",
                            Map.of("display_text", page.displayText(), "url", page.url())));
            Stream<Map<String, Object>> answers =
                    replies.stream().map(reply -> Map.of("type", "reply", "reply", reply));
            return Stream.concat(pages, answers).toList();
        }
    }

    /**
     * A menu to choose one row from. Text header only.
     *
     * @param button the label of the button that opens it; 1 to 20 characters
     * @param sections 1 to 10
     */
    @JsonTypeName("list")
    record ListMenu(String button, List<ListSection> sections) implements InteractiveAction {
        public ListMenu {
            requireNonNull(button, "button");
            sections = List.copyOf(sections);
        }
    }

    /**
     * A button that opens a web page. Any header.
     *
     * @param displayText 1 to 20 characters
     * @param url http or https
     */
    @JsonTypeName("cta_url")
    record UrlButton(@JsonProperty("display_text") String displayText, String url) implements Named, CardAction {
        public UrlButton {
            requireNonNull(displayText, "displayText");
            requireNonNull(url, "url");
        }
    }

    /**
     * A button that opens a flow. Any header.
     *
     * @param flow which
     * @param cta the label of the button; 1 to 20 characters, no emoji
     * @param token returned with the response; {@code unused} if absent
     * @param draft whether the flow's draft is to be opened, for tests
     * @param opening how it begins; on its first screen when absent
     * @see <a href="https://developers.facebook.com/docs/whatsapp/flows/guides/sendingaflow">Meta: Sending a flow</a>
     */
    @JsonTypeName("flow")
    record OpenFlow(
            @JsonUnwrapped FlowRef flow,
            @JsonProperty("flow_cta") String cta,
            @JsonProperty("flow_token") @Nullable String token,
            @JsonIgnore boolean draft,
            @JsonUnwrapped @Nullable FlowOpening opening)
            implements Named {

        public OpenFlow {
            requireNonNull(flow, "flow");
            requireNonNull(cta, "cta");
        }

        /** A published flow, begun on its first screen. */
        public static OpenFlow of(FlowRef flow, String cta) {
            return new OpenFlow(flow, cta, null, false, null);
        }

        @JsonProperty("flow_message_version")
        String messageVersion() {
            return "3";
        }

        @JsonProperty("mode")
        String mode() {
            return draft ? "draft" : "published";
        }
    }

    /** A button to send the customer's location. Neither header nor footer. */
    @JsonTypeName("location_request_message")
    record LocationRequest() implements Named {
        @Override
        public String name() {
            return "send_location";
        }
    }

    /**
     * A form for a postal address. India only.
     *
     * @param country ISO 3166 code: {@code IN}
     * @param values initial values of the form; omitted if empty
     * @param savedAddresses addresses to choose from; omitted if empty
     * @param validationErrors errors of the last response, by field; omitted if empty
     * @see <a href="https://docs.360dialog.com/docs/messaging/message-types/address">360dialog: Address messages</a>
     */
    @JsonTypeName("address_message")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record AddressRequest(
            String country,
            Map<String, String> values,
            @JsonProperty("saved_addresses") List<SavedAddress> savedAddresses,
            @JsonProperty("validation_errors") Map<String, String> validationErrors)
            implements Named {

        public AddressRequest {
            requireNonNull(country, "country");
            values = Map.copyOf(values);
            savedAddresses = List.copyOf(savedAddresses);
            validationErrors = Map.copyOf(validationErrors);
        }

        /** An empty form. */
        public static AddressRequest of(String country) {
            return new AddressRequest(country, Map.of(), List.of(), Map.of());
        }
    }

    /**
     * An address to choose.
     *
     * @param id comes back when it is chosen
     * @param value by field; {@code in_pin_code} has at most 6 characters
     */
    record SavedAddress(String id, Map<String, String> value) {
        public SavedAddress {
            requireNonNull(id, "id");
            value = Map.copyOf(value);
        }
    }

    /**
     * One product. No header; the body may be absent.
     *
     * @param product which
     */
    @JsonTypeName("product")
    record SingleProduct(@JsonValue Product product) implements InteractiveAction {
        public SingleProduct {
            requireNonNull(product, "product");
        }
    }

    /**
     * Several products. Text header, required.
     *
     * @param catalogId of which catalogue
     * @param sections 1 to 10, with 1 to 30 products in all
     */
    @JsonTypeName("product_list")
    record ProductList(@JsonProperty("catalog_id") String catalogId, List<ProductSection> sections)
            implements InteractiveAction {
        public ProductList {
            requireNonNull(catalogId, "catalogId");
            sections = List.copyOf(sections);
        }
    }

    /**
     * A button that opens the catalogue. No header: WhatsApp shows its own.
     *
     * @param thumbnailProductRetailerId the product whose image is shown; by default the first of the catalogue
     */
    @JsonTypeName("catalog_message")
    record CatalogButton(
            @JsonProperty("thumbnail_product_retailer_id") @Nullable
            String thumbnailProductRetailerId) implements Named {}

    /**
     * Images or videos side by side, each with buttons. Neither header nor footer.
     *
     * @param cards 2 to 10
     */
    @JsonTypeName("carousel")
    record MediaCarousel(@JsonIgnore List<CarouselCard.Media> cards) implements InteractiveAction {

        public MediaCarousel {
            cards = List.copyOf(cards);
        }

        @JsonProperty("cards")
        List<NumberedCard> numbered() {
            return NumberedCard.of(cards);
        }
    }

    /**
     * Products of one catalogue side by side. Neither header nor footer.
     *
     * @param cards 2 to 10
     */
    @JsonTypeName("carousel")
    record ProductCarousel(@JsonIgnore List<CarouselCard.OfProduct> cards) implements InteractiveAction {

        public ProductCarousel {
            cards = List.copyOf(cards);
        }

        @JsonProperty("cards")
        List<NumberedCard> numbered() {
            return NumberedCard.of(cards);
        }
    }

    /** A card with its place, as it travels. */
    record NumberedCard(
            @JsonProperty("card_index") int cardIndex,
            @JsonUnwrapped CarouselCard card) {

        static List<NumberedCard> of(List<? extends CarouselCard> cards) {
            return IntStream.range(0, cards.size())
                    .mapToObj(index -> new NumberedCard(index, cards.get(index)))
                    .toList();
        }
    }

    /**
     * A button that calls the business. Calling must be enabled for the number (otherwise error 138000). No header.
     *
     * @param displayText 1 to 20 characters; {@code Call Now} when absent
     * @param ttlMinutes how long it can be tapped, 1 to 43200 minutes; 10080, seven days, when absent
     * @param payload returned with the call
     */
    @JsonTypeName("voice_call")
    record VoiceCallButton(
            @JsonProperty("display_text") @Nullable String displayText,
            @JsonProperty("ttl_minutes") @Nullable Integer ttlMinutes,
            @Nullable String payload)
            implements Named {}

    /**
     * Requests permission to call. At most once in 24 hours and twice in 7 days per user (otherwise error 138009). No
     * header; the body may be absent.
     */
    @JsonTypeName("call_permission_request")
    record CallPermissionRequest() implements Named {}

    /** Requests the phone number of a user who is known by user id. No header. */
    @JsonTypeName("request_contact_info")
    record ContactInfoRequest() implements Named {}

    /**
     * A bill to review and pay.
     *
     * @param details the bill
     */
    @JsonTypeName("order_details")
    record ReviewAndPay(@JsonValue OrderDetails details) implements Named {

        public ReviewAndPay {
            requireNonNull(details, "details");
        }

        @Override
        public String name() {
            return "review_and_pay";
        }
    }

    /**
     * What became of an order. No header.
     *
     * @param referenceId as in its bill
     * @param order its state
     */
    @JsonTypeName("order_status")
    record ReviewOrder(@JsonProperty("reference_id") String referenceId, OrderState order) implements Named {

        public ReviewOrder {
            requireNonNull(referenceId, "referenceId");
            requireNonNull(order, "order");
        }

        @Override
        public String name() {
            return "review_order";
        }
    }

    /**
     * The state of an order.
     *
     * @param status {@code processing}, {@code partially_shipped}, {@code shipped}, {@code completed} or
     *     {@code canceled}
     * @param description shown with it
     */
    record OrderState(String status, @Nullable String description) {
        public OrderState {
            requireNonNull(status, "status");
        }
    }
}
