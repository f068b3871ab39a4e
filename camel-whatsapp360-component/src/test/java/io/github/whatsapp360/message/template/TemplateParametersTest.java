/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.whatsapp360.message.part.MediaRef;
import io.github.whatsapp360.message.part.Place;
import io.github.whatsapp360.message.part.Product;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateParametersTest {

    @Test
    void listFillsTheBodyByPosition() {
        TemplateParameter.Currency price = TemplateParameter.Currency.of("$1", "USD", 1000);
        assertThat(TemplateParameters.of(List.of("Ann", 3, price)).components())
                .containsExactly(new TemplateComponent.Body(
                        List.of(TemplateParameter.text("Ann"), TemplateParameter.text("3"), price)));
    }

    @Test
    void mapFillsTheBodyByName() {
        assertThat(TemplateParameters.of(Map.of("first_name", "Ann")).components())
                .containsExactly(new TemplateComponent.Body(List.of(TemplateParameter.named("first_name", "Ann"))));
    }

    @Test
    void numericKeysFillTheBodyByPositionInAnyOrder() {
        assertThat(TemplateParameters.of(Map.of("2", "Monday", "1", "Ann", "3", true))
                        .body())
                .containsExactly(
                        TemplateParameter.text("Ann"),
                        TemplateParameter.text("Monday"),
                        TemplateParameter.text("true"));
    }

    @Test
    void noParametersMakeNoComponents() {
        assertThat(TemplateParameters.none().components()).isEmpty();
        assertThat(TemplateParameters.of(List.of()).components()).isEmpty();
        assertThat(TemplateParameters.of(Map.of()).components()).isEmpty();
    }

    @Test
    void keysWithDotsFillHeaderAndButtons() {
        TemplateParameters parameters = TemplateParameters.of(Map.of(
                "header.document", "https://example.com/i.pdf",
                "header.filename", "invoice.pdf",
                "button.0.url", "track/1",
                "button.1.payload", "YES",
                "button.2.copy_code", "SAVE20",
                "button.3.flow_token", "t-1",
                "offer.expires", 1789000000000L));
        assertThat(parameters.header())
                .isEqualTo(TemplateParameter.Document.of(MediaRef.link("https://example.com/i.pdf"), "invoice.pdf"));
        assertThat(parameters.buttons())
                .containsExactlyInAnyOrder(
                        new TemplateButton.UrlSuffix(0, "track/1"),
                        new TemplateButton.QuickReply(1, "YES"),
                        new TemplateButton.CopyCode(2, "SAVE20"),
                        new TemplateButton.Flow(3, "t-1", Map.of()));
        assertThat(parameters.offerExpires()).isEqualTo(Instant.ofEpochMilli(1789000000000L));
        assertThat(parameters.body()).isEmpty();
    }

    @Test
    void headerTakesTextByPositionOrNameAndEachMedium() {
        assertThat(header("header.text", "4711")).isEqualTo(TemplateParameter.text("4711"));
        assertThat(header("header.text.order_id", "4711")).isEqualTo(TemplateParameter.named("order_id", "4711"));
        assertThat(header("header.image", "1")).isEqualTo(new TemplateParameter.Image(MediaRef.id("1")));
        assertThat(header("header.video", "1")).isEqualTo(new TemplateParameter.Video(MediaRef.id("1")));
        assertThat(header("header.gif", "1")).isEqualTo(new TemplateParameter.Gif(MediaRef.id("1")));
    }

    @Test
    void headerTakesAPlaceOrAProductAsAMap() {
        Map<String, Object> place = Map.of("latitude", "52.5163", "longitude", 13.3777, "name", "Brandenburg Gate");
        assertThat(header("header.location", place))
                .isEqualTo(new TemplateParameter.Location(new Place(52.5163, 13.3777, "Brandenburg Gate", null)));
        assertThat(header("header.product", Map.of("catalog_id", 77, "product_retailer_id", "tea")))
                .isEqualTo(new TemplateParameter.OfProduct(new Product("77", "tea")));
    }

    @Test
    void whatAMapInAHeaderLacksIsNamed() {
        Map<String, Map<String, Object>> wrong = new HashMap<>();
        wrong.put("header.location.longitude", Map.of("header.location", Map.of("latitude", 1)));
        wrong.put(
                "header.location.latitude",
                Map.of("header.location", Map.of("latitude", "secret", "longitude", "secret")));
        wrong.put("header.product.catalog_id", Map.of("header.product", Map.of("product_retailer_id", "secret")));
        wrong.put("header.image", Map.of("header.image", Map.of("id", "secret")));

        wrong.forEach((key, values) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> TemplateParameters.of(values))
                .withMessageContaining("'" + key + "'")
                .withNoCause()
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret")));
    }

    @Test
    void codeOfAnAuthenticationTemplateIsSentTwice() {
        List<TemplateComponent> twice = List.of(
                new TemplateComponent.Body(List.of(TemplateParameter.text("123456"))),
                new TemplateButton.UrlSuffix(0, "123456"));
        assertThat(TemplateParameters.otp("123456").components()).isEqualTo(twice);
        assertThat(TemplateParameters.of(Map.of("otp.code", 123456)).components())
                .isEqualTo(twice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1789000000000", "2026-09-10T00:26:40Z"})
    void endOfAnOfferIsReadInBothForms(String text) {
        assertThat(TemplateParameters.of(Map.of("offer.expires", text)).offerExpires())
                .isEqualTo(Instant.ofEpochMilli(1789000000000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"header.picture", "button.0.phone", "button.10.url", "otp.pin", "a.b", "header.", "offer.expires"
            })
    void keyThatIsNoneOfTheseIsNamedAndItsValueIsNot(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemplateParameters.of(Map.of(key, "secret value")))
                .withMessageContaining("'" + key + "'")
                .withNoCause()
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
    }

    @Test
    void positionLeftOutIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemplateParameters.of(Map.of("1", "a", "3", "c")))
                .withMessageContaining("'2'");
    }

    @Test
    void nullIsRefusedWithItsKey() {
        Map<String, Object> values = new HashMap<>();
        values.put("first_name", null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemplateParameters.of(values))
                .withMessageContaining("'first_name'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemplateParameters.of(Arrays.asList("Ann", null)))
                .withMessageContaining("'2'");
    }

    @Test
    void parametersDoNotShowTheirValues() {
        assertThat(TemplateParameters.otp("123456").toString()).doesNotContain("123456");
    }

    private static TemplateParameter.InHeader header(String key, Object value) {
        return TemplateParameters.of(Map.of(key, value)).header();
    }
}
