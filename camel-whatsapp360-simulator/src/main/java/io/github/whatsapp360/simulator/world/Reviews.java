/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Duration;

/** What WhatsApp's reviewers do with templates, reported to all numbers. Confined to the event loop. */
public final class Reviews {

    private static final Duration USUAL_TIME = Duration.ofMillis(300);

    private final World world;
    private final Outbox outbox;

    /** The reviewers of this world. */
    public Reviews(World world, Outbox outbox) {
        this.world = world;
        this.outbox = outbox;
    }

    /**
     * A new or edited template is pending, and approved a moment later unless {@link
     * Switch#TEMPLATES_WAIT_FOR_APPROVAL}.
     */
    public void submit(Template template) {
        template.status("PENDING");
        world.changed("template", template::asMeta);
        if (!world.on(Switch.TEMPLATES_WAIT_FOR_APPROVAL)) {
            plan(template, "APPROVED", "NONE", USUAL_TIME);
        }
    }

    /** Decides later. */
    void plan(Template template, String status, String reason, Duration after) {
        Template.PlannedReview planned =
                new Template.PlannedReview(status, reason, world.now().plus(after));
        template.review(planned);
        world.timeline().at(planned.due(), due -> {
            if (planned.equals(template.review())) {
                template.review(null);
            }
            decide(template, status, reason);
        });
    }

    /** Sets the state, for example {@code REJECTED} or {@code PAUSED}, and reports it. */
    public void decide(Template template, String status, String reason) {
        template.status(status);
        world.changed("template", template::asMeta);
        report(template, status, reason);
    }

    /** Deletes a template and reports it. */
    public void delete(Template template) {
        world.templates().remove(template);
        template.status("DELETED");
        world.changed("template", template::asMeta);
        report(template, "DELETED", "NONE");
    }

    private void report(Template template, String status, String reason) {
        ObjectNode value = Json.object()
                .put("event", status)
                .put("message_template_id", Long.parseLong(template.id()))
                .put("message_template_name", template.name())
                .put("message_template_language", template.language())
                .put("message_template_category", template.category())
                .put("reason", reason);
        WebhookEvent event =
                new WebhookEvent("message_template_status_update", null, value, null, "templates/" + template.id());
        world.channels().forEach(channel -> outbox.emit(channel, event));
    }
}
