/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.event.UnknownEvent;
import io.github.whatsapp360.event.UserAction;
import io.github.whatsapp360.event.content.InboundContent;
import java.io.ByteArrayInputStream;
import org.apache.camel.Exchange;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event that went through a broker as JSON is an event again. */
class ConverterTest {

    private static final String MESSAGE = """
            {"from":"491701234567","id":"wamid.1","timestamp":"1789000000","type":"text","text":{"body":"Grüße 👩‍👩‍👧 \
            \\u0645\\u0631\\u062d\\u0628\\u0627"}}""";
    private static final String STATUS = """
            {"id":"wamid.2","status":"delivered","timestamp":"1789000050","recipient_id":"491701234567"}""";
    private static final String ACTION = """
            {"action_type":"marketing_messages_link_click","timestamp":"1789000050"}""";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private TypeConverter converter;
    private Exchange exchange;

    @BeforeEach
    void setUp() {
        context.start();
        converter = context.getTypeConverter();
        exchange = new DefaultExchange(context);
    }

    @AfterEach
    void tearDown() throws Exception {
        context.close();
    }

    @Test
    void textBytesAndStreamsOfJsonBecomeTheTypedMessage() throws Exception {
        byte[] bytes = MESSAGE.getBytes(UTF_8);

        InboundMessage ofText = converter.mandatoryConvertTo(InboundMessage.class, exchange, MESSAGE);

        assertThat(ofText.content()).isEqualTo(new InboundContent.Text("Grüße 👩‍👩‍👧 مرحبا"));
        assertThat(ofText.raw().text()).isEqualTo(MESSAGE);
        assertThat(converter.mandatoryConvertTo(InboundMessage.class, exchange, bytes))
                .isEqualTo(ofText);
        assertThat(converter.mandatoryConvertTo(InboundEvent.class, exchange, new ByteArrayInputStream(bytes)))
                .isEqualTo(ofText);
        assertThat(converter.mandatoryConvertTo(InboundMessage.class, MESSAGE)).isEqualTo(ofText);
    }

    @Test
    void aStatusIsKnownByItsJson() throws Exception {
        assertThat(converter.mandatoryConvertTo(InboundEvent.class, exchange, STATUS))
                .isInstanceOf(MessageStatus.class)
                .extracting(InboundEvent::name)
                .isEqualTo("delivered");
    }

    @Test
    void theHeadersOfTheConsumerSayWhatElseItIs() throws Exception {
        assertThat(converter.mandatoryConvertTo(InboundEvent.class, exchange, ACTION))
                .isInstanceOf(UnknownEvent.class);

        exchange.getIn().setHeader(Whatsapp360Constants.EVENT_TYPE, "userAction".getBytes(UTF_8));
        exchange.getIn().setHeader(Whatsapp360Constants.EVENT_NAME, "user_action:marketing_messages_link_click");

        assertThat(converter.mandatoryConvertTo(InboundEvent.class, exchange, ACTION))
                .isInstanceOf(UserAction.class);
    }

    @Test
    void anotherEventThanTheOneAskedForIsAnError() {
        assertThatThrownBy(() -> converter.mandatoryConvertTo(InboundMessage.class, exchange, STATUS))
                .isInstanceOf(TypeConversionException.class)
                .hasRootCauseMessage("Expected the JSON of a InboundMessage, Actual a MessageStatus");
    }

    @Test
    void whatIsNoJsonIsAnErrorThatDoesNotTellIt() {
        assertThatThrownBy(() -> converter.mandatoryConvertTo(InboundMessage.class, exchange, "secret words"))
                .isInstanceOf(TypeConversionException.class)
                .rootCause()
                .message()
                .startsWith("Not JSON")
                .doesNotContain("secret");
        assertThatThrownBy(() -> converter.mandatoryConvertTo(InboundMessage.class, exchange, new Object()))
                .isInstanceOf(NoTypeConversionAvailableException.class);
    }

    @Test
    void otherConversionsAreLeftAlone() {
        assertThat(converter.tryConvertTo(Thread.class, exchange, MESSAGE)).isNull();
    }

    /** In OSGi, Camel finds the converters of a bundle some time after its component. */
    @Test
    void theConvertersComeWithTheComponent() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.build();
            other.getTypeConverterRegistry().removeTypeConverter(String.class, InboundEvent.class);
            InboundMessage event = converter.mandatoryConvertTo(InboundMessage.class, exchange, MESSAGE);
            assertThat(other.getTypeConverterRegistry().lookup(String.class, InboundEvent.class))
                    .isNull();

            other.addComponent("whatsapp360", new Whatsapp360Component());

            assertThat(other.getTypeConverter().convertTo(String.class, event))
                    .isEqualTo(converter.convertTo(String.class, event));
        }
    }
}
