package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** Where the options of an account come from. */
class AccountsTest {

    @Test
    void theUriWinsOverTheAccountAndTheAccountOverTheComponent() throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.whatsapp360.api-key", "of-the-component");
        main.addInitialProperty("camel.component.whatsapp360.base-url", "http://127.0.0.1:1");
        main.addInitialProperty("camel.component.whatsapp360.accounts.support.api-key", "of-the-account");
        main.addInitialProperty("camel.component.whatsapp360.accounts.support.request-timeout", "7s");
        main.addInitialProperty("camel.component.whatsapp360.accounts.north-east.apiKey", "with-a-dash");
        main.start();
        try {
            Whatsapp360Endpoint other =
                    main.getCamelContext().getEndpoint("whatsapp360:other", Whatsapp360Endpoint.class);
            Whatsapp360Endpoint support = main.getCamelContext()
                    .getEndpoint("whatsapp360:support?connectTimeout=3s", Whatsapp360Endpoint.class);
            Whatsapp360Endpoint dashed =
                    main.getCamelContext().getEndpoint("whatsapp360:north-east", Whatsapp360Endpoint.class);

            assertThat(other.getConfiguration().getApiKey()).isEqualTo("of-the-component");
            assertThat(support.getConfiguration().getApiKey()).isEqualTo("of-the-account");
            assertThat(support.getConfiguration().getRequestTimeout()).isEqualTo(7_000);
            assertThat(support.getConfiguration().getConnectTimeout()).isEqualTo(3_000);
            assertThat(support.getConfiguration().getBaseUrl()).isEqualTo("http://127.0.0.1:1");
            assertThat(dashed.getConfiguration().getApiKey()).isEqualTo("with-a-dash");
        } finally {
            main.stop();
        }
    }

    @Test
    void secretsOfFilesMayEndWithALineBreak() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext();
                CapturedLog log = new CapturedLog(Account.class)) {
            Whatsapp360Component component = new Whatsapp360Component();
            component.getConfiguration().setApiKey("  of-a-file\r\n");
            component.getConfiguration().setSignatureSecret("signed\t");
            component.getAccounts().set("a", "webhookSecret", "deliver\n");
            context.addComponent("whatsapp360", component);

XX.getEndpoint("whatsapp360:a?events=all");

            Whatsapp360Configuration options = component.account("a").configuration();
            assertThat(options.getApiKey()).isEqualTo("of-a-file");
            assertThat(options.getWebhookSecret()).isEqualTo("deliver");
            assertThat(options.getSignatureSecret()).isEqualTo("signed");
            assertThat(log.messages())
                    .containsExactlyInAnyOrder(
                            "Account a: white space around apiKey is left out",
                            "Account a: white space around signatureSecret is left out",
                            "Account a: white space around webhookSecret is left out");
        }
    }

    @Test
    void aMisspeltOptionOfAnAccountIsTold() {
        Main main = new Main();
        main.addInitialProperty("camel.component.whatsapp360.accounts.support.apiKy", "x");

        assertThatThrownBy(() -> {
                    main.start();
                    main.getCamelContext().getEndpoint("whatsapp360:support");
                })
                .hasStackTraceContaining("apiKy");
        main.stop();
    }

    @Test
    void twoEndpointsThatDisagreeAreToldBothValues() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getEndpoint("whatsapp360:a?baseUrl=http://127.0.0.1:1");

            assertThatThrownBy(() -> context.getEndpoint("whatsapp360:a?baseUrl=http://127.0.0.1:2"))
                    .rootCause()
                    .hasMessageContaining("http://127.0.0.1:1")
                    .hasMessageContaining("http://127.0.0.1:2")
                    .hasMessageContaining("baseUrl");
        }
    }

    @Test
    void secretsAreMaskedWhenEndpointsDisagree() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getEndpoint("whatsapp360:a?apiKey=first-secret");

            assertThatThrownBy(() -> context.getEndpoint("whatsapp360:a?apiKey=second-secret"))
                    .rootCause()
                    .hasMessageContaining("apiKey=xxxxxx")
                    .hasMessageNotContaining("first-secret")
                    .hasMessageNotContaining("second-secret");
        }
    }

    @Test
    void whatOneEndpointGivesHoldsForAll() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Whatsapp360Component component = context.getComponent("whatsapp360", Whatsapp360Component.class);
            context.getEndpoint("whatsapp360:a?to=491701234567");
            context.getEndpoint("whatsapp360:a?apiKey=given-once&baseUrl=http://127.0.0.1:1");

            assertThat(component.account("a").configuration().getApiKey()).isEqualTo("given-once");
            assertThat(component.account("a").baseUrl()).isEqualTo("http://127.0.0.1:1");
        }
    }
}
