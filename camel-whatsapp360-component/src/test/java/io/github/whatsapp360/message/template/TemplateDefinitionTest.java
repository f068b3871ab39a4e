/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.message.part.MediaRef;
import io.github.whatsapp360.message.template.TemplateDefinition.Button;
import io.github.whatsapp360.message.template.TemplateDefinition.Component;
import io.github.whatsapp360.message.template.TemplateDefinition.Details;
import io.github.whatsapp360.message.template.TemplateMismatch.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateDefinitionTest {

    private static final TemplateDefinition POSITIONAL =
            template(Component.ofText("BODY", "Dear {{1}}, your parcel comes on {{2}}, {{1}}."));
    private static final TemplateDefinition NAMED =
            template(Component.ofText("body", "Dear {{first_name}}, your parcel comes on {{ day }}."));

    @Test
    void variablesAreNamedOnceInTheirOrder() {
        assertThat(POSITIONAL.bodyVariables()).containsExactly("1", "2");
        assertThat(NAMED.bodyVariables()).containsExactly("first_name", "day");
        assertThat(template(Component.ofText("FOOTER", "Bye")).bodyVariables()).isEmpty();
    }

    @Test
    void rightParametersFit() {
        assertThat(POSITIONAL.check(TemplateParameters.of(List.of("Ann", "Monday"))))
                .isEmpty();
        assertThat(NAMED.check(TemplateParameters.of(Map.of("day", "Monday", "first_name", "Ann"))))
                .isEmpty();
        assertThat(template().check(TemplateParameters.none())).isEmpty();
    }

    @Test
    void missingPositionIsNamed() {
        assertThat(POSITIONAL.check(TemplateParameters.of(List.of("Ann"))))
                .containsExactly(new TemplateMismatch("2", Problem.MISSING));
    }

    @Test
    void surplusPositionIsNamed() {
        assertThat(POSITIONAL.check(TemplateParameters.of(List.of("Ann", "Monday", "noon"))))
                .containsExactly(new TemplateMismatch("3", Problem.SURPLUS));
        assertThat(template(Component.ofText("BODY", "Hello")).check(TemplateParameters.of(List.of("Ann"))))
                .containsExactly(new TemplateMismatch("1", Problem.SURPLUS));
    }

    @Test
    void missingAndUnknownNamesAreNamed() {
        assertThat(NAMED.check(TemplateParameters.of(Map.of("first_name", "Ann", "date", "Monday"))))
                .containsExactlyInAnyOrder(
                        new TemplateMismatch("date", Problem.UNKNOWN), new TemplateMismatch("day", Problem.MISSING));
    }

    @Test
    void nameGivenTwiceIsSurplus() {
        TemplateParameters twice = TemplateParameters.builder()
                .body("first_name", "Ann")
                .body("first_name", "Bo")
                .body("day", "Monday")
                .build();
        assertThat(NAMED.check(twice)).containsExactly(new TemplateMismatch("first_name", Problem.SURPLUS));
    }

    @Test
    void positionsDoNotFitNames() {
        assertThat(NAMED.check(TemplateParameters.of(List.of("Ann", "Monday"))))
                .containsExactly(
                        new TemplateMismatch("1", Problem.WRONG_KIND),
                        new TemplateMismatch("2", Problem.WRONG_KIND),
                        new TemplateMismatch("first_name", Problem.MISSING),
                        new TemplateMismatch("day", Problem.MISSING));
        assertThat(POSITIONAL.check(TemplateParameters.of(Map.of("first_name", "Ann"))))
                .contains(new TemplateMismatch("first_name", Problem.UNKNOWN));
    }

    @Test
    void headerMustHaveItsTextOrMedium() {
        TemplateDefinition text = template(Component.ofText("HEADER", "Order {{1}}"));
        TemplateDefinition named = template(Component.ofText("HEADER", "Order {{order_id}}"));
        TemplateDefinition fixed = template(Component.ofText("HEADER", "Your order"));
        TemplateDefinition image = template(new Component("HEADER", "image", null, List.of(), List.of(), false));
        TemplateParameters word = header(TemplateParameter.text("4711"));
        TemplateParameters picture = header(new TemplateParameter.Image(MediaRef.id("1")));

        assertThat(text.check(word)).isEmpty();
        assertThat(named.check(header(TemplateParameter.named("order_id", "4711"))))
                .isEmpty();
        assertThat(image.check(picture)).isEmpty();
        assertThat(text.check(TemplateParameters.none()))
                .containsExactly(new TemplateMismatch("header.text", Problem.MISSING));
        assertThat(named.check(TemplateParameters.none()))
                .containsExactly(new TemplateMismatch("header.text.order_id", Problem.MISSING));
        assertThat(named.check(header(TemplateParameter.named("id", "4711"))))
                .containsExactly(
                        new TemplateMismatch("header.text.id", Problem.UNKNOWN),
                        new TemplateMismatch("header.text.order_id", Problem.MISSING));
        assertThat(image.check(TemplateParameters.none()))
                .containsExactly(new TemplateMismatch("header.image", Problem.MISSING));
        assertThat(image.check(word)).containsExactly(new TemplateMismatch("header.text", Problem.WRONG_KIND));
        assertThat(text.check(picture)).containsExactly(new TemplateMismatch("header.image", Problem.WRONG_KIND));
        assertThat(fixed.check(word)).containsExactly(new TemplateMismatch("header.text", Problem.SURPLUS));
        assertThat(template().check(picture)).containsExactly(new TemplateMismatch("header.image", Problem.SURPLUS));
    }

    @Test
    void buttonsMustHaveWhatTheirKindTakes() {
        TemplateDefinition template = template(buttons(
                new Button("URL", "Track", "https://example.com/{{1}}"),
                new Button("QUICK_REPLY", "Yes", null),
                new Button("PHONE_NUMBER", "Call", null),
                new Button("COPY_CODE", "Copy", null),
                new Button("SOMETHING_NEW", "?", null),
                new Button("URL", "Home", "https://example.com/")));

        assertThat(template.check(TemplateParameters.of(Map.of("button.0.url", "1", "button.3.copy_code", "X"))))
                .isEmpty();
        assertThat(template.check(TemplateParameters.none()))
                .containsExactly(
                        new TemplateMismatch("button.0.url", Problem.MISSING),
                        new TemplateMismatch("button.3.copy_code", Problem.MISSING));
        assertThat(template.check(TemplateParameters.of(Map.of(
                        "button.0.payload", "1",
                        "button.2.payload", "1",
                        "button.3.copy_code", "X",
                        "button.4.payload", "X",
                        "button.5.url", "X",
                        "button.6.url", "X"))))
                .containsExactlyInAnyOrder(
                        new TemplateMismatch("button.0.payload", Problem.WRONG_KIND),
                        new TemplateMismatch("button.2.payload", Problem.SURPLUS),
                        new TemplateMismatch("button.5.url", Problem.SURPLUS),
                        new TemplateMismatch("button.6.url", Problem.SURPLUS));
    }

    @Test
    void offerMustHaveItsEndIfItShowsOne() {
        TemplateDefinition expiring =
                template(new Component("LIMITED_TIME_OFFER", null, null, List.of(), List.of(), true));
        TemplateParameters end =
                TemplateParameters.builder().offerExpires(Instant.EPOCH).build();
        assertThat(expiring.check(end)).isEmpty();
        assertThat(expiring.check(TemplateParameters.none()))
                .containsExactly(new TemplateMismatch("offer.expires", Problem.MISSING));
        assertThat(template().check(end)).containsExactly(new TemplateMismatch("offer.expires", Problem.SURPLUS));
    }

    @Test
    void cardsAreCheckedOneByOne() {
        List<Component> card = List.of(
                new Component("HEADER", "IMAGE", null, List.of(), List.of(), false),
                Component.ofText("BODY", "Only {{1}}"));
        TemplateDefinition template =
                template(new Component("CAROUSEL", null, null, List.of(), List.of(card, card), false));
        TemplateCard right = card("10 €");

        assertThat(template.check(cards(right, right))).isEmpty();
        assertThat(template.check(cards(right))).containsExactly(new TemplateMismatch("card.1", Problem.MISSING));
        assertThat(template.check(cards(right, right, right)))
                .containsExactly(new TemplateMismatch("card.2", Problem.SURPLUS));
        assertThat(template.check(cards(right, card())))
                .containsExactly(new TemplateMismatch("card.1.1", Problem.MISSING));
    }

    @Test
    void soleVariableIsFilledByPositionOrName() {
        assertThat(template(Component.ofText("BODY", "Hello {{1}}")).soleParameter("Ann"))
                .contains(TemplateParameters.of(List.of("Ann")));
        assertThat(template(Component.ofText("BODY", "Hello {{name}}")).soleParameter("Ann"))
                .contains(TemplateParameters.of(Map.of("name", "Ann")));
        assertThat(POSITIONAL.soleParameter("Ann")).isEmpty();
        assertThat(template().soleParameter("Ann")).isEmpty();
    }

    @Test
    void codeIsTheSoleVariableOfAnAuthenticationTemplateEvenWithoutItsText() {
        TemplateDefinition template = new TemplateDefinition(
                "login_code",
                "de",
                "approved",
                "authentication",
                List.of(
                        new Component("BODY", null, null, List.of(), List.of(), false),
                        buttons(new Button("OTP", null, null))),
                Details.NONE);
        assertThat(template.soleParameter("123456")).contains(TemplateParameters.otp("123456"));
        assertThat(template.check(TemplateParameters.otp("123456"))).isEmpty();
    }

    @Test
    void mismatchIsASentence() {
        assertThat(new TemplateMismatch("first_name", Problem.MISSING))
                .hasToString("The template parameter 'first_name' is missing");
    }

    private static TemplateDefinition template(Component... components) {
        return new TemplateDefinition(
                "order_update", "en_US", "APPROVED", "UTILITY", List.of(components), Details.NONE);
    }

    private static Component buttons(Button... buttons) {
        return new Component("BUTTONS", null, null, List.of(buttons), List.of(), false);
    }

    private static TemplateParameters header(TemplateParameter.InHeader parameter) {
        return TemplateParameters.builder().header(parameter).build();
    }

    private static TemplateCard card(String... body) {
        return new TemplateCard(
                new TemplateParameter.Image(MediaRef.id("1")),
                TemplateParameters.of(List.of(body)).body(),
                List.of());
    }

    private static TemplateParameters cards(TemplateCard... cards) {
        TemplateParameters.Builder parameters = TemplateParameters.builder();
        List.of(cards).forEach(parameters::card);
        return parameters.build();
    }
}
