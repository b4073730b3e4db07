package dev.serai.ingress;

import dev.serai.event.Event;
import dev.serai.event.EventDraft;
import dev.serai.event.EventId;
import dev.serai.event.EventJson;
import dev.serai.event.EventUnreadable;
import dev.serai.event.JsonText;
import dev.serai.event.Ksuid;
import dev.serai.event.Priority;
import dev.serai.ingress.Publishing.Placed;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.DedupeKey;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Project;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.Projects;
import dev.serai.tenant.TenantId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes events of drafts, checking every attribute. */
final class DraftedEvents {

    private static final String VERSION = "1.0";
    private static final byte[] NOTHING = {};

    /** An attribute that is not kept is refused rather than dropped. */
    private static final Set<String> KNOWN =
            Set.of(
                    "specversion",
                    "id",
                    "source",
                    "type",
                    "subject",
                    "time",
                    "datacontenttype",
                    "tenant",
                    "project",
                    "partitionkey",
                    "priority",
                    "originid",
                    "traceparent",
                    "tracestate");

    private final Projects projects;
    private final Ksuid ksuid;
    private final InstantSource clock;

    DraftedEvents(Projects projects, Ksuid ksuid, InstantSource clock) {
        this.projects = projects;
        this.ksuid = ksuid;
        this.clock = clock;
    }

    /**
     * Makes a draft an event to be appended.
     *
     * @throws EventUnreadable if an attribute is not what it must be
     */
    Candidate candidate(TenantId tenant, Placed placed, String traceparent) {
        Fields fields = new Fields(placed.place(), placed.draft());
        fields.known();
        String id = fields.required("id");
        String source = fields.source();
        DedupeKey key =
                DedupeKey.of(
                        tenant + "/publish",
                        // The length keeps two sources from sharing an id by accident.
                        source.length() + ":" + source + id);
        return new Candidate(event(tenant, fields, id, traceparent), List.of(key), null);
    }

    private Event event(TenantId tenant, Fields fields, String id, String traceparent) {
        EventId eventId = EventId.next(ksuid);
        String subject = fields.text("subject");
        String partitionKey = fields.text("partitionkey");
        String originId = fields.text("originid");
        return new Event(
                eventId,
                new Owner(tenant, project(tenant, fields)),
                fields.type(),
                fields.source(),
                subject,
                fields.time(clock),
                fields.contentType(),
                fields.data(),
                partitionKey != null ? partitionKey : subject != null ? subject : eventId.value(),
                fields.priority(),
                originId == null ? id : originId,
                fields.traceparent(traceparent));
    }

    private ProjectId project(TenantId tenant, Fields fields) {
        String given = fields.draft.attribute("tenant");
        if (given != null && !given.equals(tenant.value())) {
            throw fields.fault("tenant", "is the tenant of the key that publishes, or absent");
        }
        String project = fields.draft.attribute("project");
        if (project == null || project.equals(ProjectId.DEFAULT.value())) {
            return ProjectId.DEFAULT;
        }
        return projects.find(tenant, project)
                .map(Project::id)
                .orElseThrow(() -> fields.fault("project", "is the id or uid of a project"));
    }

    /** A draft's attributes, checked as they are read. */
    private record Fields(String place, EventDraft draft) {

        void known() {
            for (String name : draft.attributes().keySet()) {
                if (!KNOWN.contains(name)) {
                    throw fault(name, "is not an attribute that Serai keeps; put it into the data");
                }
            }
            if (!VERSION.equals(draft.attribute("specversion"))) {
                throw fault("specversion", "is 1.0");
            }
        }

        String required(String name) {
            String value = text(name);
            if (value == null) {
                throw fault(name, "is required");
            }
            return value;
        }

        @Nullable String text(String name) {
            String value = draft.attribute(name);
            return value == null ? null : checked(name, value, Attributes.textFault(value));
        }

        String type() {
            String type = required("type");
            return checked("type", type, Attributes.typeFault(type));
        }

        String source() {
            String source = required("source");
            try {
                return new URI(source).toString();
            } catch (URISyntaxException e) {
                throw fault("source", "is a URI reference");
            }
        }

        Instant time(InstantSource clock) {
            String time = draft.attribute("time");
            if (time == null) {
                return clock.instant();
            }
            try {
                Instant instant = OffsetDateTime.parse(time).toInstant();
                checked("time", time, Attributes.timeFault(instant));
                return instant;
            } catch (DateTimeException e) {
                throw fault("time", "is a time of RFC 3339, for example 2026-01-31T12:00:00Z");
            }
        }

        String contentType() {
            String type = draft.attribute("datacontenttype");
            return type == null
                    ? Event.JSON
                    : checked("datacontenttype", type, Attributes.contentTypeFault(type));
        }

        byte[] data() {
            byte[] data = draft.data();
            if (data == null) {
                return NOTHING;
            }
            if (data.length > 0 && EventJson.isJson(contentType()) && !JsonText.isJson(data)) {
                throw fault("data", "is JSON in UTF-8, or its content type says what else it is");
            }
            return data;
        }

        Priority priority() {
            String priority = draft.attribute("priority");
            try {
                return priority == null ? Priority.NORMAL : Priority.of(priority);
            } catch (IllegalArgumentException e) {
                throw fault("priority", "is low, normal, high or critical");
            }
        }

        @Nullable String traceparent(String request) {
            String own = draft.attribute("traceparent");
            if (own != null) {
                return checked("traceparent", own, Attributes.traceparentFault(own));
            }
            return Attributes.traceparentFault(request) == null ? request : null;
        }

        String checked(String name, String value, @Nullable String fault) {
            if (fault != null) {
                throw fault(name, fault);
            }
            return value;
        }

        EventUnreadable fault(String name, String what) {
            return new EventUnreadable(place + name, what);
        }
    }
}
