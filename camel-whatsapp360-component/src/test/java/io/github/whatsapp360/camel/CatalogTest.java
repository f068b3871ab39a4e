/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.suggest.CatalogSuggestionStrategy;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

/**
 * With our jar on the class path Camel's own catalog knows the component, and so does {@code camel-report:validate}.
 */
class CatalogTest {

    private final DefaultCamelCatalog catalog = new DefaultCamelCatalog();

    CatalogTest() {
        catalog.setSuggestionStrategy(new CatalogSuggestionStrategy());
    }

    @Test
    void theCatalogFindsTheComponentByItsName() {
        assertThat(catalog.componentJSonSchema("whatsapp360")).contains("\"scheme\": \"whatsapp360\"");
    }

    @Test
    void aMisspeltOptionIsFoundAndTheRightOneProposed() {
        EndpointValidationResult result =
                catalog.validateEndpointProperties("whatsapp360:support?tto=491701234567&requestTimout=2s");

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getUnknown()).containsExactlyInAnyOrder("tto", "requestTimout");
        assertThat(result.getUnknownSuggestions().get("tto")).contains("to");
        assertThat(result.getUnknownSuggestions().get("requestTimout")).contains("requestTimeout");
    }

    @Test
    void aWrongValueIsFound() {
        EndpointValidationResult result =
                catalog.validateEndpointProperties("whatsapp360:support?operation=snd&maximumRetries=many");

        assertThat(result.getInvalidEnum()).containsKey("operation");
        assertThat(result.getEnumChoices("operation")).contains("send");
        assertThat(result.getInvalidInteger()).containsKey("maximumRetries");
    }

    @Test
    void aRightEndpointIsRight() {
        assertThat(catalog.validateEndpointProperties(
                                "whatsapp360:support?operation=send&to=491701234567&requestTimeout=5s")
                        .isSuccess())
                .isTrue();
    }

    @Test
    void theDeveloperConsoleIsFoundByItsName() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(PluginHelper.getDevConsoleResolver(context).resolveDevConsole("whatsapp360"))
                    .isInstanceOf(Whatsapp360DevConsole.class);
        }
    }

    @Test
    void aMisspeltPropertyOfTheApplicationIsFound() {
        ConfigurationPropertiesValidationResult result =
                catalog.validateConfigurationProperty("camel.component.whatsapp360.api-kee=x");

        assertThat(result.isSuccess()).isFalse();
        assertThat(catalog.validateConfigurationProperty("camel.component.whatsapp360.api-key=x")
                        .isSuccess())
                .isTrue();
    }
}
