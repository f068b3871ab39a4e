package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An option of an account. A value that one endpoint sets applies to all endpoints of the account.
 *
 * @param secret whether its value must be masked
 */
public record SharedOption<T>(
        String name,
        boolean secret,
        Function<Whatsapp360Configuration, @Nullable T> getter,
        BiConsumer<Whatsapp360Configuration, T> setter) {

    private static final List<SharedOption<?>> OPTIONS = new ArrayList<>();

    static {
        secret("apiKey", Whatsapp360Configuration::getApiKey, Whatsapp360Configuration::setApiKey);
        open("baseUrl", Whatsapp360Configuration::getBaseUrl, Whatsapp360Configuration::setBaseUrl);
        open("httpComponent", Whatsapp360Configuration::getHttpComponent, Whatsapp360Configuration::setHttpComponent);
        open("webhookPath", Whatsapp360Configuration::getWebhookPath, Whatsapp360Configuration::setWebhookPath);
        open("webhookUrl", Whatsapp360Configuration::getWebhookUrl, Whatsapp360Configuration::setWebhookUrl);
        open("phoneNumberId", Whatsapp360Configuration::getPhoneNumberId, Whatsapp360Configuration::setPhoneNumberId);
        open(
                "registerWebhook",
                Whatsapp360Configuration::isRegisterWebhook,
                Whatsapp360Configuration::setRegisterWebhook);
        open("restoreWebhook", Whatsapp360Configuration::isRestoreWebhook, Whatsapp360Configuration::setRestoreWebhook);
        open(
                "unhealthyBacklog",
                Whatsapp360Configuration::getUnhealthyBacklog,
                Whatsapp360Configuration::setUnhealthyBacklog);
        open("unhealthyAge", Whatsapp360Configuration::getUnhealthyAge, Whatsapp360Configuration::setUnhealthyAge);
        secret("webhookSecret", Whatsapp360Configuration::getWebhookSecret, Whatsapp360Configuration::setWebhookSecret);
        secret(
                "signatureSecret",
                Whatsapp360Configuration::getSignatureSecret,
                Whatsapp360Configuration::setSignatureSecret);
        open(
                "unauthenticatedWebhook",
                Whatsapp360Configuration::isUnauthenticatedWebhook,
                Whatsapp360Configuration::setUnauthenticatedWebhook);
        open("inbox", Whatsapp360Configuration::getInbox, Whatsapp360Configuration::setInbox);
        open("dataSource", Whatsapp360Configuration::getDataSource, Whatsapp360Configuration::setDataSource);
        open(
                "concurrentConsumers",
                Whatsapp360Configuration::getConcurrentConsumers,
                Whatsapp360Configuration::setConcurrentConsumers);
        open(
                "maximumRedeliveries",
                Whatsapp360Configuration::getMaximumRedeliveries,
                Whatsapp360Configuration::setMaximumRedeliveries);
        open(
                "redeliveryDelay",
                Whatsapp360Configuration::getRedeliveryDelay,
                Whatsapp360Configuration::setRedeliveryDelay);
        open(
                "maximumRedeliveryDelay",
                Whatsapp360Configuration::getMaximumRedeliveryDelay,
                Whatsapp360Configuration::setMaximumRedeliveryDelay);
        open("deadLetterUri", Whatsapp360Configuration::getDeadLetterUri, Whatsapp360Configuration::setDeadLetterUri);
        open(
                "maximumPending",
                Whatsapp360Configuration::getMaximumPending,
                Whatsapp360Configuration::setMaximumPending);
        open("dedupePeriod", Whatsapp360Configuration::getDedupePeriod, Whatsapp360Configuration::setDedupePeriod);
        open(
                "maximumDeliverySize",
                Whatsapp360Configuration::getMaximumDeliverySize,
                Whatsapp360Configuration::setMaximumDeliverySize);
        open(
                "templateOpensWindow",
                Whatsapp360Configuration::isTemplateOpensWindow,
                Whatsapp360Configuration::setTemplateOpensWindow);
        open(
                "requestTimeout",
                Whatsapp360Configuration::getRequestTimeout,
                Whatsapp360Configuration::setRequestTimeout);
        open(
                "connectTimeout",
                Whatsapp360Configuration::getConnectTimeout,
                Whatsapp360Configuration::setConnectTimeout);
        open(
                "maximumConnections",
                Whatsapp360Configuration::getMaximumConnections,
                Whatsapp360Configuration::setMaximumConnections);
        open(
                "messagesPerSecond",
                Whatsapp360Configuration::getMessagesPerSecond,
                Whatsapp360Configuration::setMessagesPerSecond);
        open(
                "maximumRetries",
                Whatsapp360Configuration::getMaximumRetries,
                Whatsapp360Configuration::setMaximumRetries);
        open(
                "maximumMediaSize",
                Whatsapp360Configuration::getMaximumMediaSize,
                Whatsapp360Configuration::setMaximumMediaSize);
        open(
                "sslContextParameters",
                Whatsapp360Configuration::getSslContextParameters,
                Whatsapp360Configuration::setSslContextParameters);
        open(
                "x509HostnameVerifier",
                Whatsapp360Configuration::getX509HostnameVerifier,
                Whatsapp360Configuration::setX509HostnameVerifier);
        open("proxyHost", Whatsapp360Configuration::getProxyHost, Whatsapp360Configuration::setProxyHost);
        open("proxyPort", Whatsapp360Configuration::getProxyPort, Whatsapp360Configuration::setProxyPort);
        open(
                "proxyAuthUsername",
                Whatsapp360Configuration::getProxyAuthUsername,
                Whatsapp360Configuration::setProxyAuthUsername);
        secret(
                "proxyAuthPassword",
                Whatsapp360Configuration::getProxyAuthPassword,
                Whatsapp360Configuration::setProxyAuthPassword);
    }

    public static List<SharedOption<?>> all() {
        return List.copyOf(OPTIONS);
    }

    @Nullable
    T of(Whatsapp360Configuration configuration) {
        return getter.apply(configuration);
    }

    void copy(Whatsapp360Configuration from, Whatsapp360Configuration to) {
        T value = of(from);
        if (value != null) {
            setter.accept(to, value);
        }
    }

    /**
     * Trims white space and line breaks around a secret, which may come from a file.
     *
     * @return whether there was any
     */
    @SuppressWarnings("unchecked") // what is set is what was got, but for its ends
    boolean trim(Whatsapp360Configuration configuration) {
        if (!secret || !(of(configuration) instanceof String text) || text.equals(text.strip())) {
            return false;
        }
        setter.accept(configuration, (T) text.strip());
        return true;
    }

    /** The value for messages, masked if it is secret. */
    String shown(Whatsapp360Configuration configuration) {
        return secret ? "xxxxxx" : String.valueOf(of(configuration));
    }

    private static <T> void open(
            String name,
            Function<Whatsapp360Configuration, @Nullable T> getter,
            BiConsumer<Whatsapp360Configuration, T> setter) {
        OPTIONS.add(new SharedOption<>(name, false, getter, setter));
    }

    private static <T> void secret(
            String name,
            Function<Whatsapp360Configuration, @Nullable T> getter,
            BiConsumer<Whatsapp360Configuration, T> setter) {
        OPTIONS.add(new SharedOption<>(name, true, getter, setter));
    }
}
