package io.concordat.sandbox.canary;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.util.function.Consumer;

/** Something before everything else that a method does. */
record First(Consumer<CodeBuilder> what) implements CodeTransform {
  @Override
  public void atStart(CodeBuilder code) {
    what.accept(code);
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    code.with(element);
  }
}
