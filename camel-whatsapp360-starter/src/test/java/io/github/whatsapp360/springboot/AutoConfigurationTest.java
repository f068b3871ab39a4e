/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.camel.Whatsapp360Component;
import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Endpoint;
import io.github.whatsapp360.flows.camel.Whatsapp360FlowComponent;
import io.github.whatsapp360.flows.camel.Whatsapp360FlowConfiguration;
import io.github.whatsapp360.flows.camel.Whatsapp360FlowEndpoint;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What of {@code application.yaml} reaches the component. */
class AutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CamelAutoConfiguration.class,
                    Whatsapp360AutoConfiguration.class,
                    Whatsapp360FlowAutoConfiguration.class));

    private static Whatsapp360Configuration endpoint(AssertableApplicationContext spring, String account) {
        return spring.getBean(CamelContext.class)
                .getEndpoint("whatsapp360:" + account, Whatsapp360Endpoint.class)
                .getConfiguration();
    }

    @Test
    void optionsOfTheComponentAndOfAccountsAreThoseOfCamelMain() {
        runner.withPropertyValues(
                        "camel.component.whatsapp360.api-key=of-the-component",
                        "camel.component.whatsapp360.connect-timeout=1m30s",
                        "camel.component.whatsapp360.when-window-closed=template",
                        "own.key=of-the-account",
                        "camel.component.whatsapp360.accounts.support.api-key={{own.key}}",
                        "camel.component.whatsapp360.accounts.north-east.request-timeout=7s")
                .run(spring -> {
                    assertThat(endpoint(spring, "other").getApiKey()).isEqualTo("of-the-component");
                    assertThat(endpoint(spring, "other").getConnectTimeout()).isEqualTo(90_000);
                    assertThat(endpoint(spring, "other").getWhenWindowClosed()).hasToString("template");
                    assertThat(endpoint(spring, "support").getApiKey()).isEqualTo("of-the-account");
                    assertThat(endpoint(spring, "north-east").getRequestTimeout())
                            .isEqualTo(7_000);
                });
    }

    @Test
    void variablesOfTheEnvironmentGiveOptionsToo() {
        runner.withInitializer(spring -> spring.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of(
                                        "CAMEL_COMPONENT_WHATSAPP360_BASEURL", "http://127.0.0.1:1",
                                        "CAMEL_COMPONENT_WHATSAPP360_ACCOUNTS_SUPPORT_APIKEY", "of-the-account"))))
                .run(spring -> {
                    assertThat(endpoint(spring, "support").getBaseUrl()).isEqualTo("http://127.0.0.1:1");
                    assertThat(endpoint(spring, "support").getApiKey()).isEqualTo("of-the-account");
                });
    }

    @Test
    void anOwnBeanKeepsWhatIsNotGiven() {
        Whatsapp360Configuration own = new Whatsapp360Configuration();
        own.setTo("491701234567");
        own.setMaximumRetries(1);

        runner.withBean("own", Whatsapp360Configuration.class, () -> own)
                .withPropertyValues(
                        "camel.component.whatsapp360.configuration=#bean:own",
                        "camel.component.whatsapp360.api-key=given")
                .run(spring -> {
                    assertThat(endpoint(spring, "support").getTo()).isEqualTo("491701234567");
                    assertThat(endpoint(spring, "support").getMaximumRetries()).isEqualTo(1);
                    assertThat(endpoint(spring, "support").getApiKey()).isEqualTo("given");
                });
    }

    @Test
    void aMisspeltOptionFailsTheStart() {
        runner.withPropertyValues("camel.component.whatsapp360.api-kee=x")
                .run(spring -> assertThat(spring.getStartupFailure()).hasStackTraceContaining("api-kee"));
    }

    @Test
    void aSwitchLeavesTheComponentAlone() {
        runner.withPropertyValues(
                        "camel.component.whatsapp360.enabled=false", "camel.component.whatsapp360.to=491701234567")
                .run(spring -> assertThat(spring).doesNotHaveBean(Whatsapp360ComponentConfiguration.class));
        runner.withPropertyValues(
                        "camel.component.whatsapp360.customizer.enabled=false",
                        "camel.component.whatsapp360.to=491701234567")
                .run(spring -> assertThat(endpoint(spring, "support").getTo()).isNull());
    }

    @Test
    void noKeyIsInTheConfigurationsText() {
        runner.withPropertyValues(
                        "camel.component.whatsapp360.api-key=a-secret",
                        "camel.component.whatsapp360.accounts.support.api-key=a-secret")
                .run(spring -> {
                    assertThat(spring.getBean(Whatsapp360ComponentConfiguration.class))
                            .hasToString("Whatsapp360ComponentConfiguration[support]");
                    assertThat(spring.getBean(CamelContext.class).getComponent("whatsapp360"))
                            .isInstanceOf(Whatsapp360Component.class);
                });
    }

    @Test
    void theEndpointOfFormsIsConfiguredToo() {
        runner.withPropertyValues(
                        "camel.component.whatsapp360-flow.private-key=file:private.pem",
                        "camel.component.whatsapp360-flow.response-timeout=5s",
                        "camel.component.whatsapp360-flow.errors=true")
                .run(spring -> {
                    Whatsapp360FlowConfiguration flows = spring.getBean(CamelContext.class)
                            .getEndpoint("whatsapp360-flow:support", Whatsapp360FlowEndpoint.class)
                            .getConfiguration();
                    assertThat(flows.getPrivateKey()).isEqualTo("file:private.pem");
                    assertThat(flows.getResponseTimeout()).isEqualTo(5_000);
                    assertThat(flows.isErrors()).isTrue();
                    assertThat(spring.getBean(Whatsapp360FlowComponentConfiguration.class)
                                    .toString())
                            .doesNotContain("private.pem");
                });
        runner.withPropertyValues("camel.component.whatsapp360-flow.private-kee=x")
                .run(spring -> assertThat(spring.getStartupFailure()).hasStackTraceContaining("private-kee"));
    }

    @Test
    void withoutTheModuleOfFormsNothingIsMissing() {
        runner.withClassLoader(new FilteredClassLoader(Whatsapp360FlowComponent.class))
                .withPropertyValues("camel.component.whatsapp360-flow.errors=true")
                .run(spring -> assertThat(spring).doesNotHaveBean(Whatsapp360FlowComponentConfiguration.class));
    }
}
