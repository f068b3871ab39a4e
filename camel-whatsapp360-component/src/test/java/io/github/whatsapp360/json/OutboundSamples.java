/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static io.github.whatsapp360.message.OutboundContent.interactive;
import static io.github.whatsapp360.message.OutboundContent.template;

import io.github.whatsapp360.message.Contact;
import io.github.whatsapp360.message.DirectSend;
import io.github.whatsapp360.message.MarketingOptions;
import io.github.whatsapp360.message.MessageCategory;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.message.interactive.CardAction;
import io.github.whatsapp360.message.interactive.CarouselCard;
import io.github.whatsapp360.message.interactive.FlowOpening;
import io.github.whatsapp360.message.interactive.FlowRef;
import io.github.whatsapp360.message.interactive.InteractiveAction;
import io.github.whatsapp360.message.interactive.InteractiveHeader;
import io.github.whatsapp360.message.interactive.ListSection;
import io.github.whatsapp360.message.interactive.ListSection.Row;
import io.github.whatsapp360.message.interactive.Reply;
import io.github.whatsapp360.message.part.Amount;
import io.github.whatsapp360.message.part.MediaRef;
import io.github.whatsapp360.message.part.Order;
import io.github.whatsapp360.message.part.OrderDetails;
import io.github.whatsapp360.message.part.Place;
import io.github.whatsapp360.message.part.Product;
import io.github.whatsapp360.message.part.ProductSection;
import io.github.whatsapp360.message.template.TemplateButton;
import io.github.whatsapp360.message.template.TemplateCard;
import io.github.whatsapp360.message.template.TemplateComponent;
import io.github.whatsapp360.message.template.TemplateParameter;
import io.github.whatsapp360.message.template.TemplateParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Every message of {@code fixtures/outbound}, built from the model; the key is the name of the file. */
final class OutboundSamples {

    private static final String WAMID = "wamid.HBgMNDkxNzAxMjM0NTY3";
    private static final String CATALOGUE = "194836987003835";
    private static final InteractiveHeader SHOP = InteractiveHeader.text("Example shop");
    private static final MediaRef PICTURE = MediaRef.id("1037543291543636");
    private static final MediaRef DOCUMENT = MediaRef.id("1037543291543638");
    private static final MediaRef FILM = MediaRef.parse("https://example.com/demo.mp4");

    private final Map<String, OutboundMessage> messages = new LinkedHashMap<>();

    private OutboundSamples() {
        freeForm();
        replies();
        actions();
        commerce();
        templates();
        templateButtons();
    }

    static Map<String, OutboundMessage> all() {
        return new OutboundSamples().messages;
    }

    private void freeForm() {
        add("text", OutboundContent.text("Hi *Ann*, your parcel is here."));
        add("text-preview", OutboundContent.text("See https://example.com/p/1").withPreview());
        messages.put(
                "text-group",
                OutboundMessage.to(Recipient.group("Y2FwaV9ncm91cDoxMjM0NTY"), OutboundContent.text("Dear all")));
        messages.put("text-user-id", OutboundMessage.to("DE.13491208655302741918", OutboundContent.text("Hello")));
        messages.put(
                "text-reply",
                OutboundMessage.of(OutboundContent.text("Yes, that one."))
                        .withTo(Recipient.parse("+49 (170) 123-4567"))
                        .withReplyTo(WAMID)
                        .withCallbackData("order-4711")
                        .withRecipientIdentityKeyHash("DF2lS5v2W6x="));
        messages.put(
                "text-direct-send",
                OutboundMessage.to("+491701234567", OutboundContent.text("Your parcel 4711 is out for delivery."))
                        .withDirectSend(DirectSend.of(MessageCategory.utility)
                                .withTimeToLive(Duration.ofHours(1))
                                .withTemplateName("parcel_out")));
        messages.put(
                "text-direct-send-code",
                OutboundMessage.to("+491701234567", OutboundContent.text("Your code is 123456."))
                        .withCategory("Authentication")
                        .withTimeToLive(Duration.ofMinutes(10)));
        add("image", OutboundContent.image(PICTURE).withCaption("The *red* one"));
        add("image-link", OutboundContent.image(MediaRef.link("https://example.com/red.jpg")));
        add("video", OutboundContent.video(FILM).withCaption("How it works"));
        add("audio", OutboundContent.audio(MediaRef.id("1037543291543637")));
        add("audio-voice", OutboundContent.voice(MediaRef.id("1037543291543637")));
        add("document", OutboundContent.document(DOCUMENT, "invoice.pdf").withCaption("Your invoice"));
        add("sticker", OutboundContent.sticker(MediaRef.id("1037543291543639")));
        add("location", OutboundContent.location(52.5163, 13.3777, "Brandenburg Gate", "Pariser Platz, Berlin"));
        add("location-bare", OutboundContent.location(-33.5, 151));
        add("contacts", OutboundContent.contacts(ann(), Contact.of("Bo", "Li", "+49 170 7654321")));
        add("reaction", OutboundContent.reaction(WAMID, "👍"));
        add("reaction-removed", OutboundContent.removeReaction(WAMID));
        Map<String, Object> poll = new LinkedHashMap<>(Map.of("question", "Tea?", "weight", 0.1));
        poll.put("options", List.of("yes", "no"));
        poll.put("until", null);
        add("raw", new OutboundContent.Raw("poll", poll));
    }

    private static Contact ann() {
        return Contact.builder(new Contact.Name("Dr. Ann B. Lee Jr.", "Ann", "Lee", "B.", "Jr.", "Dr."))
                .birthday(LocalDate.of(1990, 1, 31))
                .phone(new Contact.Phone("+49 170 1234567", "WORK", "491701234567"))
                .phone("+49 170 7654322", "HOME")
                .email("ann@example.com", "WORK")
                .url("https://example.com", "WORK")
                .address(new Contact.Address("Unter den Linden 1", "Berlin", "BE", "10117", "Germany", "de", "HOME"))
                .org(new Contact.Organization("Example GmbH", "Sales", "Head"))
                .build();
    }

    private void replies() {
        add(
                "interactive-button",
                OutboundContent.buttons("Pick one", new Reply("yes", "Yes 👍"), new Reply("no", "No"))
                        .withHeader(InteractiveHeader.image(MediaRef.link("https://example.com/red.jpg")))
                        .withFooter("You can change it later"));
        add(
                "interactive-button-mixed",
                OutboundContent.interactive(
                        "Your parcel is on its way",
                        new InteractiveAction.MixedButtons(
                                List.of(new InteractiveAction.UrlButton("Track it", "https://example.com/t/1")),
                                List.of(new Reply("later", "Later"), new Reply("shop", "To the shop")))));
        messages.put(
                "interactive-voice_call-direct-send",
                OutboundMessage.to(
                                "+491701234567",
                                OutboundContent.interactive(
                                        "Call us about your parcel",
                                        new InteractiveAction.VoiceCallButton("Call us", null, null)))
                        .withCategory("utility"));
        add(
                "interactive-button-video",
                OutboundContent.buttons("Pick one", Reply.of("Ok"))
                        .withHeader(InteractiveHeader.video(MediaRef.id("1037543291543640"))));
        add(
                "interactive-button-document",
                OutboundContent.buttons("Pick one", Reply.of("Ok"))
                        .withHeader(InteractiveHeader.document(DOCUMENT, "invoice.pdf")));
        add("interactive-list-one-section", OutboundContent.list("Pick one", "Options", Row.of("tea", "Tea")));
        ListSection hot = ListSection.of("Hot", new Row("tea", "Tea", "with milk"), Row.of("coffee", "Coffee"));
        ListSection cold = ListSection.of("Cold", Row.of("water", "Water"));
        add(
                "interactive-list",
                interactive("Pick one", new InteractiveAction.ListMenu("Options", List.of(hot, cold)))
                        .withHeader(SHOP)
                        .withFooter("Prices include VAT"));
    }

    private void actions() {
        add(
                "interactive-cta_url",
                interactive("Pick one", new InteractiveAction.UrlButton("See dates", "https://example.com/dates?c=1"))
                        .withHeader(SHOP)
                        .withFooter("Subject to change"));
        Map<String, Object> data = new LinkedHashMap<>(Map.of("name", "Ann", "guests", 2));
        FlowRef flow = FlowRef.id("123456");
        add(
                "interactive-flow",
                interactive(
                                "Pick one",
                                new InteractiveAction.OpenFlow(
                                        flow, "Book now", "t-1", false, FlowOpening.screen("DATES", data)))
                        .withHeader(SHOP));
        add(
                "interactive-flow-by-name",
                interactive(
                        "Pick one",
                        new InteractiveAction.OpenFlow(
                                FlowRef.name("booking"), "Book now", null, true, FlowOpening.dataExchange())));
        add(
                "interactive-flow-screen",
                interactive(
                        "Pick one",
                        new InteractiveAction.OpenFlow(flow, "Book now", null, false, FlowOpening.screen("DATES"))));
        add(
                "interactive-location_request_message",
                interactive("Where are you?", new InteractiveAction.LocationRequest()));
        add(
                "interactive-address_message",
                interactive(
                        "Pick one",
                        new InteractiveAction.AddressRequest(
                                "IN",
                                Map.of("name", "Ann Lee", "phone_number", "+911234567890"),
                                List.of(new InteractiveAction.SavedAddress(
                                        "home", Map.of("name", "Ann Lee", "in_pin_code", "400063", "city", "Mumbai"))),
                                Map.of("in_pin_code", "We do not deliver there"))));
        add("interactive-address_message-empty", interactive("Pick one", InteractiveAction.AddressRequest.of("IN")));
        add(
                "interactive-voice_call",
                interactive("Pick one", new InteractiveAction.VoiceCallButton("Call us", 100, "campaign-1")));
        add(
                "interactive-call_permission_request",
                interactive("May we call you?", new InteractiveAction.CallPermissionRequest()));
        add(
                "interactive-request_contact_info",
                interactive("Please share your number", new InteractiveAction.ContactInfoRequest()));
        add(
                "interactive-carousel-url",
                interactive(
                        "Pick one",
                        new InteractiveAction.MediaCarousel(cards(index -> new CarouselCard.Media(
                                InteractiveHeader.image(MediaRef.link("https://example.com/" + index + ".jpg")),
                                "Offer " + index,
                                CardAction.link("Buy", "https://example.com/" + index))))));
        add(
                "interactive-carousel-replies",
                interactive(
                        "Pick one",
                        new InteractiveAction.MediaCarousel(cards(index -> new CarouselCard.Media(
                                InteractiveHeader.video(MediaRef.id(Integer.toString(index))),
                                null,
                                CardAction.replies(
                                        new Reply("buy-" + index, "Buy"), new Reply("more-" + index, "More")))))));
    }

    private void commerce() {
        Product product = new Product(CATALOGUE, "sku-1");
        add(
                "interactive-product",
                interactive(null, new InteractiveAction.SingleProduct(product)).withFooter("While stocks last"));
        add(
                "interactive-product_list",
                interactive(
                                "Pick one",
                                new InteractiveAction.ProductList(
                                        CATALOGUE,
                                        List.of(
                                                ProductSection.of("Red", "sku-1", "sku-2"),
                                                ProductSection.of("Blue", "sku-3"))))
                        .withHeader(SHOP));
        add("interactive-catalog_message", interactive("Pick one", new InteractiveAction.CatalogButton("sku-1")));
        add("interactive-catalog_message-first", interactive("Pick one", new InteractiveAction.CatalogButton(null)));
        add(
                "interactive-carousel-product",
                interactive(
                        "Pick one",
                        new InteractiveAction.ProductCarousel(
                                cards(index -> new CarouselCard.OfProduct(new Product(CATALOGUE, "sku-" + index))))));
        add(
                "interactive-order_details",
                interactive("Pick one", new InteractiveAction.ReviewAndPay(bill()))
                        .withHeader(InteractiveHeader.image(PICTURE))
                        .withFooter("Thank you"));
        OrderDetails simple = OrderDetails.builder("bill-4712", "physical-goods", "BRL", Amount.cents(500))
                .build();
        add("interactive-order_details-simple", interactive("Pick one", new InteractiveAction.ReviewAndPay(simple)));
        add(
                "interactive-order_status",
                interactive(
                        "Pick one",
                        new InteractiveAction.ReviewOrder(
                                "bill-4711", new InteractiveAction.OrderState("shipped", "On its way"))));
    }

    private static OrderDetails bill() {
        Order.Item cake = new Order.Item("sku-1", "Cake", Amount.cents(1500), Amount.cents(1000), 2);
        return OrderDetails.builder("bill-4711", "digital-goods", "INR", Amount.cents(2400))
                .paymentType("upi")
                .paymentConfiguration("main")
                .paymentSettings(List.of(Map.of(
                        "type",
                        "payment_gateway",
                        "payment_gateway",
                        Map.of("type", "razorpay", "configuration_name", "main"))))
                .order(Order.pending(
                                List.of(cake),
                                Amount.cents(2000),
                                Amount.cents(200).withDescription("GST"))
                        .withShipping(Amount.cents(300))
                        .withDiscount(Amount.cents(100).withDescription("Summer"))
                        .withExpiration(Instant.ofEpochSecond(1789000000), "Pay in time"))
                .build();
    }

    private void templates() {
        add("template", template("order_update", "en_US"));
        messages.put(
                "template-marketing",
                OutboundMessage.to("491701234567", template("summer_sale", "en"))
                        .withMarketing(new MarketingOptions(MarketingOptions.STRICT, true, 1.5)));
        add(
                "template-positional",
                template(
                        "order_update",
                        "en_US",
                        "Ann",
                        TemplateParameter.Currency.of("$100.99", "USD", 100990),
                        TemplateParameter.DateTime.of("February 25, 1977")));
        add(
                "template-named",
                TemplateParameters.builder()
                        .header(TemplateParameter.named("order_id", "4711"))
                        .body("first_name", "Ann")
                        .body("day", "Monday"));
        addHeader("text", TemplateParameter.text("4711"));
        addHeader("image", new TemplateParameter.Image(PICTURE));
        addHeader("video", new TemplateParameter.Video(FILM));
        addHeader("gif", new TemplateParameter.Gif(MediaRef.id("1037543291543641")));
        addHeader("document", TemplateParameter.Document.of(MediaRef.link("https://example.com/i.pdf"), "invoice.pdf"));
        addHeader(
                "location",
                new TemplateParameter.Location(
                        new Place(52.5163, 13.3777, "Brandenburg Gate", "Pariser Platz, Berlin")));
        addHeader("product", new TemplateParameter.OfProduct(new Product(CATALOGUE, "sku-1")));
        add("template-authentication", template("login_code", "de", TemplateParameters.otp("123456")));
        add(
                "template-limited_time_offer",
                TemplateParameters.builder()
                        .header(new TemplateParameter.Image(PICTURE))
                        .offerExpires(Instant.ofEpochSecond(1789000000))
                        .body(List.of("Ann"))
                        .button(new TemplateButton.CopyCode(0, "SAVE20"))
                        .button(new TemplateButton.UrlSuffix(1, "SAVE20")));
        TemplateParameters.Builder carousel = TemplateParameters.builder().body(List.of("Ann"));
        cards(index -> new TemplateCard(
                        new TemplateParameter.Image(MediaRef.id(Integer.toString(index))),
                        List.of(TemplateParameter.text("Offer " + index)),
                        List.of(
                                new TemplateButton.QuickReply(0, "more-" + index),
                                new TemplateButton.UrlSuffix(1, "offer/" + index))))
                .forEach(carousel::card);
        add("template-carousel", carousel);
        add(
                "template-tap_target_configuration",
                new OutboundContent.Template(
                        "order_update",
                        new OutboundContent.Template.Language("en_US"),
                        List.of(new TemplateComponent.TapTarget("https://example.com/offer", "Our offer"))));
    }

    private void templateButtons() {
        addButtons(
                "template-buttons",
                new TemplateButton.QuickReply(0, "YES"),
                new TemplateButton.UrlSuffix(1, "track/4711"),
                new TemplateButton.CopyCode(2, "SAVE20"));
        addButtons("template-button-flow", new TemplateButton.Flow(0, "t-1", Map.of("name", "Ann")));
        addButtons("template-button-flow-plain", new TemplateButton.Flow(0, null, Map.of()));
        addButtons("template-button-catalog", new TemplateButton.Catalog(0, "sku-1"));
        addButtons("template-button-catalog-first", new TemplateButton.Catalog(0, null));
        addButtons(
                "template-button-mpm",
                new TemplateButton.Products(0, "sku-1", List.of(ProductSection.of("Red", "sku-1", "sku-2"))));
        addButtons("template-button-order_details", new TemplateButton.ReviewAndPay(0, bill()));
        addButtons("template-button-voice_call", new TemplateButton.VoiceCall(0, 100, "campaign-1"));
        addButtons("template-button-voice_call-plain", new TemplateButton.VoiceCall(0, null, null));
    }

    private void add(String name, OutboundContent content) {
        messages.put(name, OutboundMessage.to("491701234567", content));
    }

    private void add(String name, TemplateParameters.Builder parameters) {
        add(name, template("order_update", "en_US", parameters.build()));
    }

    private void addHeader(String kind, TemplateParameter.InHeader header) {
        add("template-header-" + kind, TemplateParameters.builder().header(header));
    }

    private void addButtons(String name, TemplateButton... buttons) {
        TemplateParameters.Builder parameters = TemplateParameters.builder();
        Arrays.asList(buttons).forEach(parameters::button);
        add(name, parameters);
    }

    private static <T> List<T> cards(java.util.function.IntFunction<T> card) {
        return IntStream.range(0, 2).mapToObj(card).toList();
    }
}
