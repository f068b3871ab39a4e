/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.camel.internal.account.AccountOptions;
import io.github.whatsapp360.camel.internal.http.HttpServer;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.MemoryInbox;
import java.time.Clock;
import org.apache.camel.builder.RouteBuilder;
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
                CapturedLog log = new CapturedLog(AccountOptions.class)) {
            Whatsapp360Component component = new Whatsapp360Component();
            component.getConfiguration().setApiKey("  of-a-file\r\n");
            component.getConfiguration().setSignatureSecret("signed\t");
            component.getAccounts().set("a", "webhookSecret", "deliver\n");
            context.addComponent("whatsapp360", component);

            context.getEndpoint("whatsapp360:a");
            context.getEndpoint("whatsapp360:a?events=all");

            Whatsapp360Configuration options = component.account("a").configuration();
            assertThat(options.getApiKey()).isEqualTo("of-a-file");
            assertThat(options.getWebhookSecret()).isEqualTo("deliver");
            assertThat(options.getSignatureSecret()).isEqualTo("signed");
            assertThat(log.messages())
                    .containsExactlyInAnyOrder(
                            "Account a: white space around apiKey was trimmed",
                            "Account a: white space around signatureSecret was trimmed",
                            "Account a: white space around webhookSecret was trimmed");
        }
    }

    @Test
    void aPathThatServersTakeForAPatternIsRefused() {
        for (String path : new String[] {"/whatsapp360/a:b", "/whatsapp360/*", "/w/{id}", "/w?x"}) {
            assertThatThrownBy(() -> HttpServer.absolute("support", path))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Account 'support': ")
                    .hasMessageContaining("webhookPath");
        }
        assertThat(HttpServer.absolute("support", "whatsapp360/north-east_2.0~"))
                .isEqualTo("/whatsapp360/north-east_2.0~");
    }

    @Test
    void anInboxBeanIsOneAccountsAndMayBeOpenedAgain() throws Exception {
        try (TestBed bed = new TestBed()) {
            bed.context.getRegistry().bind("kept", new MemoryInbox(InboxLimits.DEFAULT, Clock.systemUTC()));
            bed.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:a?inbox=#kept").routeId("a").to("mock:a");
                    from("whatsapp360:b?inbox=#kept")
                            .routeId("b")
                            .autoStartup(false)
                            .to("mock:b");
                }
            });
            assertThatThrownBy(() -> bed.context.getRouteController().startRoute("b"))
                    .hasStackTraceContaining("'a' and 'b' have the same inbox bean");

            bed.context.getRouteController().stopRoute("a");
            bed.context.removeRoute("a");
            bed.component.stop();
            bed.component.start();
            bed.context.removeEndpoints("whatsapp360:*");
            bed.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:a?inbox=#kept").routeId("again").to("mock:a");
                }
            });

            assertThat(bed.deliver("a", TestBed.text("wamid.1", "491701234567", "Hello"))
                            .statusCode())
                    .isEqualTo(200);
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
