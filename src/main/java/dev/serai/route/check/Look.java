package dev.serai.route.check;

import org.snakeyaml.engine.v2.nodes.Node;

/** Looks at the parts of a draft, as the shape's check comes past them. */
interface Look {

    /** A part: a step, an expression, the route itself. */
    default void atPart(Form form, Node part, Faults faults) {}

    /** A member of a part. */
    default void atMember(Form form, Node key, Node value, Faults faults) {}
}
