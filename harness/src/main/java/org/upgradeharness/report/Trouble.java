package org.upgradeharness.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, in words: some exceptions of the file system say nothing but the file's name. */
final class Trouble {
    private Trouble() {}

    static String words(IOException e) {
        if (e instanceof FileAlreadyExistsException at) {
            return at.getFile() + " is there and is no folder";
        }
        if (e instanceof AccessDeniedException at) {
            return "permission denied: " + at.getFile();
        }
        if (e instanceof NoSuchFileException at) {
            return "no such file: " + at.getFile();
        }
        if (e instanceof FileSystemException at && at.getReason() != null) {
            return at.getReason() + ": " + at.getFile();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
