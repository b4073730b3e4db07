package dev.serai.ops.embedded;

/** How the embedded PostgreSQL is set: durable as a real one, reachable from this machine only. */
final class PostgresSettings {

    /** Beside the server's own settings, which include it. Written anew at each start. */
    static final String FILE = "serai.conf";

    private PostgresSettings() {}

    static String of(int port) {
        return """
        # Written by the hub at each start; changes are lost.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 100

        # A webhook that was answered with 2xx survives a power cut.
        fsync = on
        synchronous_commit = on
        full_page_writes = on

        shared_buffers = 128MB
        max_wal_size = 1GB
        jit = off
        timezone = 'UTC'

        # A file for each day of the week, written over a week later. Neither statements nor the
        # values in them are logged: they may hold what a sender wants kept secret.
        log_timezone = 'UTC'
        logging_collector = on
        log_directory = '../log'
        log_filename = 'postgresql-%%a.log'
        log_rotation_age = 1d
        log_rotation_size = 0
        log_truncate_on_rotation = on
        log_error_verbosity = terse
        log_min_error_statement = panic
        log_checkpoints = off
        """
                .formatted(port);
    }
}
