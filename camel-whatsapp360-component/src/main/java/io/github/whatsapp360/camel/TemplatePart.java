package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.json.MessageHead;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import io.github.whatsapp360.message.template.TemplateDefinition;
import io.github.whatsapp360.message.template.TemplateMismatch;
import io.github.whatsapp360.message.template.TemplateParameters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A template, which is held against its definition before it is sent. Where the definition cannot be had the API decides.
 *
 * @param parameters null if all there is is a text
 * @param text what may be its one parameter; null if there is none
 * @param envelope the message with the template without parameters
 */
record TemplatePart(
        OutboundContent.Template template,
        @Nullable TemplateParameters parameters,
        @Nullable String text,
        OutboundMessage envelope,
        Validation validation)
        implements Part {

    @Override
    public CompletableFuture<@Nullable SendReceipt> send(Whatsapp360Client client, SendProgress progress) {
        return fill(client, true).thenCompose(client::send).thenApply(receipt -> receipt);
    }

    private CompletableFuture<OutboundMessage> fill(Whatsapp360Client client, boolean mayBeOutdated) {
        return client.knownTemplate(template.name(), template.language().code()).thenCompose(definition -> {
            TemplateParameters filled = parametersFor(definition);
            List<TemplateMismatch> mismatches =
                    definition.map(known -> known.check(filled)).orElse(List.of());
            if (mismatches.isEmpty()) {
                return CompletableFuture.completedFuture(message(filled, definition));
            }
            if (mayBeOutdated && client.suspectTemplate(template.name())) {
                return fill(client, false);
            }
            throw new TemplateException("The parameters do not fit the template '" + template.name() + "' in "
                    + template.language().code() + ", and it was not sent: "
                    + mismatches.stream().map(TemplateMismatch::toString).collect(Collectors.joining("; ")));
        });
    }

    private TemplateParameters parametersFor(Optional<TemplateDefinition> definition) {
        if (parameters != null) {
            return parameters;
        }
        return definition
                .filter(known -> text != null)
                .flatMap(known -> known.soleParameter(String.valueOf(text)))
                .orElseGet(TemplateParameters::none);
    }

    private OutboundMessage message(TemplateParameters filled, Optional<TemplateDefinition> definition) {
        OutboundMessage message = envelope.withContent(
                OutboundContent.template(template.name(), template.language().code(), filled));
        if (definition.filter(TemplateDefinition::isAuthentication).isPresent()) {
            validation.ofCode(message);
        }
        validation.of(message);
        return message;
    }

    @Override
    public MessageHead head() {
        return MessageHead.of(envelope);
    }

    @Override
    public String toString() {
        return "TemplatePart[" + template + "]";
    }
}
