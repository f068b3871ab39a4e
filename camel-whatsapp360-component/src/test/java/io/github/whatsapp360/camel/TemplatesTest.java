package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Templates by name, held against their definition before they are sent. */
class TemplatesTest {

    private TestBed bed;
    private ProducerTemplate template;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.context.start();
        template = bed.context.createProducerTemplate();
        lena = bed.simulator.customer("491701234567", "Lena");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private Exchange send(String name, String language, Object body) {
        return send(name, language, body, Map.of());
    }

    private Exchange send(String name, String language, Object body, Map<String, Object> more) {
        return template.request("whatsapp360:support?to=491701234567", exchange -> {
            Map<String, Object> headers = new HashMap<>(more);
            headers.put("CamelWhatsapp360TemplateName", name);
            headers.put("CamelWhatsapp360TemplateLanguage", language);
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(headers);
        });
    }

    private List<String> texts(int count) {
        return lena.awaitReceived(count, TestBed.LIMIT).stream()
                .map(message -> message.text())
                .toList();
    }

    private long requests(String path) {
        return bed.simulator.requests().stream()
                .filter(request -> request.path().startsWith(path))
                .count();
    }

    @Test
    void aTextIsTheOneParameterOfATemplateThatTakesOne() {
        send("new_message", "en", "your parcel is here");
        send("hello_world", "en_US", "nobody needs this text");
        send("order_update", "de", List.of("Lena", "A-17"));
        send("appointment", "en", Map.of("header.text.day", "Monday", "name", "Lena", "time", "noon"));

        assertThat(texts(4).get(0)).contains("There is news for you: your parcel is here");
        assertThat(texts(4).get(1)).contains("Welcome").doesNotContain("nobody needs");
        assertThat(texts(4).get(2)).contains("Hallo Lena, deine Bestellung A-17");
        assertThat(texts(4).get(3)).contains("See you Monday", "Dear Lena, we expect you at noon.");
    }

    @Test
    void parametersMayComeByHeaderAndTheBodyStaysOut() {
        send("new_message", "en", "a body", Map.of("CamelWhatsapp360TemplateParameters", List.of("a header")));
        send("new_message", "en", "a body", Map.of("CamelWhatsapp360TemplateParameters", "a word"));

        assertThat(texts(2).get(0)).contains("a header");
        assertThat(texts(2).get(1)).contains("a word");
    }

    @Test
    void theCodeOfAnAuthenticationTemplateGoesIntoBodyAndButton() {
        Exchange sent = send("verification_code", "en", Map.of("otp.code", "123456"));

        assertThat(sent.getException()).isNull();
        assertThat(texts(1).get(0)).contains("123456 is your verification code.");
    }

    @Test
    void whatDoesNotFitIsNamedAndNotSent() {
        assertThat(send("order_update", "de", List.of("Lena")).getException())
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("'2' is missing")
                .hasMessageNotContaining("Lena");
        assertThat(send("order_update", "de", List.of("Lena", "A-17", "more")).getException())
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("'3' is one too many");
        assertThat(send("appointment", "en", Map.of("header.text.day", "Monday", "nam", "L", "time", "noon"))
                        .getException())
                .isInstanceOf(TemplateException.class)
                .hasMessageContainingAll("'nam' is unknown", "'name' is missing");
        List<Object> withNull = new ArrayList<>();
        withNull.add(null);
        assertThat(send("new_message", "en", withNull).getException()).isInstanceOf(InvalidMessageException.class);
        assertThat(requests("/messages")).isZero();
    }

    @Test
    void theDefinitionIsFetchedOnce() {
        for (int i = 0; i < 5; i++) {
            assertThat(send("order_update", "de", List.of("Lena", "A-1" + i)).getException())
                    .isNull();
        }

        assertThat(requests("/message_templates")).isEqualTo(1);
        assertThat(requests("/messages")).isEqualTo(5);
    }

    @Test
    void withoutADefinitionTheApiDecides() {
        bed.simulator.fault(
                Fault.refuse(403, "The endpoint is blocked").times(0).on("GET", "/message_templates"));

        assertThat(send("order_update", "de", List.of("Lena", "A-17")).getException())
                .isNull();
        TemplateException refused =
                (TemplateException) send("order_update", "de", List.of("Lena")).getException();
        assertThat(refused.code()).isEqualTo(132000);
    }

    @Test
    void aTemplateThatHasChangedIsFetchedAgainWhenItsEventSaysSo() {
        send("order_update", "de", List.of("Lena", "A-17"));
        Whatsapp360Endpoint endpoint =
                bed.context.getEndpoint("whatsapp360:support?to=491701234567", Whatsapp360Endpoint.class);
        bed.component.account(endpoint.getAccount()).client().invalidateTemplate("order_update");

        send("order_update", "de", List.of("Lena", "A-18"));

        assertThat(requests("/message_templates")).isEqualTo(2);
    }

    @Test
    void aTemplateWithoutLanguageIsNotSent() {
        Exchange sent = template.request(
                "whatsapp360:support?to=491701234567&templateName=order_update",
                exchange -> exchange.getIn().setBody(List.of("Lena", "A-17")));

        assertThat(sent.getException())
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("templateLanguage");
    }
}
