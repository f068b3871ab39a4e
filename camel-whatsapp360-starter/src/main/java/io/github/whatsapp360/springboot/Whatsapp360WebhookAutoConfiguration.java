/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import io.github.whatsapp360.camel.Whatsapp360Component;
import jakarta.servlet.Filter;
import org.apache.camel.CamelContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** On a servlet container: deliveries reach the component unread, see {@link UnreadDeliveryFilter}. */
@AutoConfiguration(after = Whatsapp360AutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(Filter.class)
@ConditionalOnBean(Whatsapp360ComponentConfiguration.class)
public class Whatsapp360WebhookAutoConfiguration {

    @Bean
    FilterRegistrationBean<UnreadDeliveryFilter> whatsapp360UnreadDeliveryFilter(CamelContext context) {
        FilterRegistrationBean<UnreadDeliveryFilter> registration =
                new FilterRegistrationBean<>(new UnreadDeliveryFilter(
                        path -> context.hasComponent("whatsapp360") instanceof Whatsapp360Component component
                                && component.servesWebhook("platform-http", path)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setAsyncSupported(true);
        return registration;
    }
}
