package dev.serai.route.deploy;

/** A Kamelet cannot take what a parameter is given. Its message tells no value. */
public final class WrongParameter extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String parameter;

    WrongParameter(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    /** Its name. */
    public String parameter() {
        return parameter;
    }
}
