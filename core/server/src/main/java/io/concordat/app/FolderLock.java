package io.concordat.app;

import io.concordat.app.settings.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Who owns a data folder now. The operating system lets go of it when the process dies. */
final class FolderLock implements AutoCloseable {
  private static final String FILE = "concordat.lock";

  /** Far behind the text, so that others can read the text while the lock is held. */
  private static final long LOCKED_BYTE = 1L << 30;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Empty when another process, or this one, has it. */
  static Optional<FolderLock> take(Path folder, String purpose) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        return Optional.empty();
      }
      FolderLock lock = new FolderLock(channel);
      lock.say(purpose);
      return Optional.of(lock);
    } catch (IOException e) {
      throw new CannotStart(folder + " cannot be used as data folder: " + e.getMessage(), e);
    }
  }

  /** What it is held for, for whoever asks {@link #holder}. */
  void say(String purpose) throws IOException {
    String text = "%-8s %d".formatted(purpose, ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  /** For example {@code serve 4711}: who has it, or had it last. */
  static String holder(Path folder) {
    try {
      return Files.readString(folder.resolve(FILE)).strip().replaceAll(" +", " ");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
