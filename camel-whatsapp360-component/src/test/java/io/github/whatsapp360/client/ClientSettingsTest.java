/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {

    private static ClientSettings with(String url) {
        return ClientSettings.of("secret-key-0123456789").withBaseUrl(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://waba-v2.360dialog.io",
                "http://whatsapp_api",
                "http://whatsapp_api:8080/v1",
                "https://_a_.b_c",
                "http://127.0.0.1:8080",
                "http://[::1]:8080"
            })
    void aBaseUrlHasAHost(String url) {
        assertThat(with(url).baseUrl()).hasToString(url);
        assertThat(with(url + "/").baseUrl()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http:///v1",
                "http://:8080",
                "http://_:port",
                "http://a_b:99999999999",
                "http://a$b",
                "ftp://localhost",
                "localhost:8080",
                "/v1",
                "http://user@localhost",
                "http://user@whatsapp_api",
                "http://user:word@whatsapp_api:8080",
                "http://whatsapp_api?a=b",
                "http://whatsapp_api#a"
            })
    void whatIsNoAddressIsRefused(String url) {
        assertThatThrownBy(() -> with(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("baseUrl must");
    }
}
