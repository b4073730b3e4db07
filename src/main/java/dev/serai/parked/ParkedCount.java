package dev.serai.parked;

/** How many events are parked at a sink for a reason, of all tenants. */
public record ParkedCount(String sink, ParkedEvent.Reason reason, long count) {}
