package io.suture.runtime;

import io.suture.engine.channel.Channel;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.document.Read;
import io.suture.engine.report.Problem;
import io.suture.runtime.RuntimeOptions.Unusable;
import io.suture.runtime.deployment.Deployments;
import io.suture.runtime.deployment.NodeChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder of frozen channel documents: files ending in `.json` that are whole channels, or a folder for each with its
/// `channel.json`.
final class ChannelFolder {
    private static final int SHORT_HASH = 12;

    private final Path folder;

    ChannelFolder(Path folder) {
        this.folder = folder;
    }

    /// Deploys all of them.
    ///
    /// @return a line for each that does not run
    List<String> deploy(RuntimeNode node) {
        List<String> refused = new ArrayList<>();
        List<Channel> channels = read();
        for (Channel channel : channels) {
            String version = ChannelDocument.hash(channel).substring(0, SHORT_HASH);
            switch (node.deployments().deploy(channel, version, "channel folder")) {
                case Deployments.Answer.Deployed deployed -> {}
                case Deployments.Answer.Refused no ->
                    no.problems()
                            .forEach(problem ->
                                    refused.add(problem.message() + " --unapproved would let it run all the same."));
            }
        }
        List<String> ours = channels.stream().map(Channel::name).toList();
        node.follow().stream()
                .filter(state -> ours.contains(state.channel()) && state.state() != NodeChannel.State.RUNNING)
                .forEach(state -> refused.add(state.channel() + ": " + state.said()));
        return refused;
    }

    private List<Channel> read() {
        List<Channel> channels = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                Path file = Files.isDirectory(entry) ? entry.resolve("channel.json") : entry;
                if (Files.isRegularFile(file) && file.toString().endsWith(".json")) {
                    channels.add(read(file));
                }
            }
        } catch (IOException e) {
            throw new Unusable("The folder " + folder + " cannot be read: " + e.getMessage());
        }
        if (channels.isEmpty()) {
            throw new Unusable("There is no channel document in " + folder + ".");
        }
        return channels;
    }

    private static Channel read(Path file) throws IOException {
        Read<Channel> read = ChannelDocument.read(Files.readAllBytes(file), name -> beside(file, name));
        Channel channel = read.value();
        List<Problem> errors = read.problems().stream().filter(Problem::isError).toList();
        if (channel == null || !errors.isEmpty()) {
            var lines = new StringBuilder(file + " cannot be used:");
            errors.forEach(problem -> lines.append(System.lineSeparator())
                    .append("  ")
                    .append(problem.path())
                    .append(": ")
                    .append(problem.message()));
            throw new Unusable(lines.toString());
        }
        return channel;
    }

    private static Optional<byte[]> beside(Path file, String name) {
        Path base = file.toAbsolutePath().getParent();
        Path other = base == null ? Path.of(name) : base.resolve(name).normalize();
        try {
            return base != null && other.startsWith(base) && Files.isRegularFile(other)
                    ? Optional.of(Files.readAllBytes(other))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
