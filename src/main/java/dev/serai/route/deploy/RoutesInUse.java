package dev.serai.route.deploy;

import dev.serai.route.traffic.Traffic;
import dev.serai.route.version.RouteKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in use of the routes and of the API's sources, and how it fares. A broken one stops
 * neither the others nor the hub, and what it said before stays in use. Thread-safe; one change at
 * a time.
 */
public final class RoutesInUse implements Routes {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesInUse.class);

    private final Deployment deployment;
    private final TellChange tell;
    private final TellFault faults;
    private final Map<String, Wanted> wanted = new LinkedHashMap<>();
    private final Map<String, Wanted> refused = new LinkedHashMap<>();
    private final AtomicReference<List<RouteStatus>> statuses = new AtomicReference<>(List.of());

    RoutesInUse(Deployment deployment, TellChange tell, TellFault faults) {
        this.deployment = deployment;
        this.tell = tell;
        this.faults = faults;
    }

    /** Puts a file into use, unless it is so already. */
    public synchronized void want(RouteFile file) {
        Wanted before = wanted.get(file.path());
        boolean isTold = before != null && before.file().equals(file);
        if (isTold && (deployment.uses(file) || !before.fault().isEmpty())) {
            return;
        }
        if (deploy(file) && file.kind() == RouteKind.CONNECTOR) {
            renewUsers(file.id());
        }
    }

    /**
     * Puts a file into use if what it rests on can be stored: both or none. A connector is refused
     * too if those who use it cannot be made of it any more.
     *
     * @param running whether it is to run; one that is not is started too, unseen, to prove it
     * @param store empty if it is not to be, after all
     * @throws RouteRefused if it cannot be started
     */
    public synchronized <T> Optional<T> change(
            RouteFile file, boolean running, Supplier<Optional<T>> store) {
        Ready ready = prepare(file);
        Optional<T> stored = Optional.empty();
        try {
            stored = store.get();
            return stored;
        } finally {
            end(file, ready, stored.isPresent() && running);
        }
    }

    /**
     * Puts many files into use if what they rest on can be stored; each by itself.
     *
     * @param store those of the files that are to be in use by it
     * @return why some cannot be started
     */
    public synchronized Map<RouteFile, String> changeAll(
            List<RouteFile> files,
            Predicate<RouteFile> running,
            UnaryOperator<Set<RouteFile>> store) {
        Map<RouteFile, Ready> ready = new LinkedHashMap<>();
        Map<RouteFile, String> faults = new LinkedHashMap<>();
        for (RouteFile file : files) {
            try {
                ready.put(file, prepare(file));
            } catch (RouteRefused e) {
                faults.put(file, e.getMessage());
            }
        }
        Set<RouteFile> used = new HashSet<>();
        try {
            used.addAll(store.apply(ready.keySet()));
            used.removeIf(running.negate());
        } finally {
            ready.forEach((file, one) -> end(file, one, used.contains(file)));
        }
        return faults;
    }

    private void end(RouteFile file, Ready ready, boolean isUsed) {
        if (isUsed) {
            ready.use();
            settled(file, "");
        } else {
            ready.discard();
        }
    }

    /**
     * Makes a file's route ready.
     *
     * @throws RouteRefused if it cannot be started
     */
    private Ready prepare(RouteFile file) {
        try {
            checkName(file);
            Ready ready = deployment.prepare(file);
            return file.kind() == RouteKind.CONNECTOR ? withUsers(file, ready) : ready;
        } catch (RouteRefused e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError e) {
            throw new RouteRefused(faults.of(file, e));
        }
    }

    private Ready withUsers(RouteFile connector, Ready itself) {
        List<Ready> all = new ArrayList<>(List.of(itself));
        for (RouteFile user : users(connector.id())) {
            try {
                if (deployment.uses(user)) {
                    all.add(deployment.prepare(user));
                }
            } catch (Exception | LinkageError | StackOverflowError e) {
                all.reversed().forEach(Ready::discard);
                throw new RouteRefused(
                        user.id() + " cannot be made of it any more: " + faults.of(user, e));
            }
        }
        return new AllReady(List.copyOf(all));
    }

    /** Takes a file out of use, but remembers it. */
    public synchronized void stop(RouteFile file) {
        takeOut(file);
        wanted.put(file.path(), new Wanted(file, ""));
        tell.stopped(file);
        publish();
    }

    /** Takes a file out of use, if it is, and forgets it. */
    public synchronized void drop(String path) {
        Wanted gone = wanted.remove(path);
        if (gone == null) {
            return;
        }
        takeOut(gone.file());
        tell.gone(gone.file());
        publish();
        if (gone.file().kind() == RouteKind.CONNECTOR) {
            renewUsers(gone.file().id());
        }
    }

    private void takeOut(RouteFile file) {
        try {
            deployment.undeploy(file);
        } catch (Exception e) {
            LOG.error("{} could not be taken out of use: {}", file.path(), faults.of(file, e));
        }
    }

    /** A file of the folder is not taken for what it says; what is in use of it stays so. */
    public synchronized void refuse(RouteFile file, String fault) {
        Wanted before = refused.put(file.path(), new Wanted(file, fault));
        boolean isNews = before == null || !before.fault().equals(fault);
        if (isNews) {
            tell.settled(file, deployment.isInUse(file), fault, true);
            publish();
        }
    }

    /** A file of the folder is in order, or is gone. */
    public synchronized void accept(RouteFile file) {
        if (refused.remove(file.path()) != null) {
            if (!wanted.containsKey(file.path())) {
                tell.gone(file);
            }
            publish();
        }
    }

    /** Tries again what could not be put into use. */
    public synchronized void tryAgain() {
        List.copyOf(wanted.values()).stream()
                .filter(one -> !one.fault().isEmpty())
                .forEach(one -> deploy(one.file()));
    }

    /** Whether just what a file says is in use. */
    public boolean uses(RouteFile file) {
        return deployment.uses(file);
    }

    /** Why a file is not in use, or why the folder's is not taken; empty if nothing is wrong. */
    public synchronized String fault(String path) {
        String fault = wanted.containsKey(path) ? wanted.get(path).fault() : "";
        return fault.isEmpty() && refused.containsKey(path) ? refused.get(path).fault() : fault;
    }

    /** How much went through a file's route. */
    public Traffic traffic(RouteFile file) {
        return deployment.traffic(file);
    }

    /** Who uses a connector or another Kamelet, and is to be in use. */
    public synchronized List<RouteFile> users(String kamelet) {
        return Mentions.of(
                kamelet,
                deployment.kamelets().files(),
                wanted.values().stream()
                        .map(Wanted::file)
                        .filter(file -> file.kind() != RouteKind.CONNECTOR)
                        .toList());
    }

    /** The file of a source, if it is none of the API. */
    public Optional<RouteFile> sourceFile(String id) {
        return sourceFiles().stream().filter(file -> file.id().equals(id)).findFirst();
    }

    /** Where the source of a name is that is in use. */
    synchronized Optional<String> sourceInUse(String id) {
        return wanted.values().stream()
                .map(Wanted::file)
                .filter(file -> file.kind() == RouteKind.SOURCE && file.id().equals(id))
                .filter(deployment::isInUse)
                .map(RouteFile::path)
                .findFirst();
    }

    /** All sources but those of the API. */
    public synchronized List<RouteFile> sourceFiles() {
        return Wanted.sources(wanted.values(), refused.values());
    }

    /** The backstop of the loop over the files. Jars that do not fit each other fail by errors. */
    private boolean deploy(RouteFile file) {
        try {
            checkName(file);
            deployment.deploy(file);
            settled(file, "");
            return true;
        } catch (Exception | LinkageError | StackOverflowError e) {
            settled(file, faults.of(file, e));
            return false;
        }
    }

    /** A path has one source: the one that was there first. */
    private void checkName(RouteFile file) {
        Optional<String> there = sourceInUse(file.id());
        if (file.kind() == RouteKind.SOURCE
                && there.isPresent()
                && !there.get().equals(file.path())) {
            throw new IllegalArgumentException(
                    "there is another source of this name: " + there.get());
        }
    }

    /**
     * Those that use a connector are made anew of it, and those that could not be are tried again.
     */
    private void renewUsers(String connector) {
        List<RouteFile> users = users(connector);
        for (Wanted one : List.copyOf(wanted.values())) {
            boolean uses = users.contains(one.file()) && deployment.isInUse(one.file());
            if (one.file().kind() != RouteKind.CONNECTOR && (uses || !one.fault().isEmpty())) {
                deploy(one.file());
            }
        }
    }

    private void settled(RouteFile file, String fault) {
        Wanted before = wanted.put(file.path(), new Wanted(file, fault));
        publish();
        boolean isNews = before == null || !before.fault().equals(fault);
        tell.settled(file, deployment.isInUse(file), fault, isNews);
    }

    private void publish() {
        statuses.set(Wanted.statuses(wanted.values(), refused.values(), deployment));
    }

    @Override
    public List<RouteStatus> status() {
        return statuses.get();
    }
}
