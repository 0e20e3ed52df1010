import { submit } from '@angular/forms/signals';
import type { FieldTree, ValidationError } from '@angular/forms/signals';
import type { Problem } from './problem.ts';
import { toProblem } from './problem.ts';

type Found = FieldTree<unknown> | undefined;

/** Walks a form by a JSON pointer: `/timetable/0/starts_at`. Undefined when the form has no such field. */
function fieldAt(form: FieldTree<unknown>, pointer: string): Found {
  let field: unknown = form;
  for (const part of pointer.split('/').slice(1)) {
    field =
      typeof field === 'function'
        ? Reflect.get(field, part.replaceAll('~1', '/').replaceAll('~0', '~'))
        : undefined;
  }
  return typeof field === 'function' ? (field as FieldTree<unknown>) : undefined;
}

/** The errors of a problem, each at its field; what belongs to no field goes to the form itself (show it with `ui-form-error`). */
export function errorsOf(
  form: FieldTree<unknown>,
  problem: Problem,
): ValidationError.WithOptionalFieldTree[] {
  const placed: ValidationError.WithOptionalFieldTree[] = [];
  for (const { pointer, detail } of problem.errors ?? []) {
    const field = pointer === '' ? undefined : fieldAt(form, pointer);
    if (field) placed.push({ kind: 'server', message: detail, fieldTree: field });
  }
  return placed.length > 0 ? placed : [{ kind: 'server', message: problem.detail, fieldTree: form }];
}

/** Moves the focus to the first field that is wrong, so that the sentence under it is read out. */
export function focusFirstError<T>(form: FieldTree<T>): void {
  const first = form()
    .errorSummary()
    .find((error) => error.fieldTree !== form);
  first?.fieldTree().focusBoundControl();
}

/**
 * Runs `action` with the form's value when the form is valid. A Problem that it throws lands at the fields.
 * Resolves to true when the action went through. While it runs, `form().submitting()` is true.
 */
export async function save<T>(form: FieldTree<T>, action: (value: T) => Promise<unknown>): Promise<boolean> {
  const done = await submit(form, {
    action: async () => {
      try {
        await action(form().value());
        return undefined;
      } catch (error) {
        return errorsOf(form as FieldTree<unknown>, toProblem(error));
      }
    },
  });
  if (!done) focusFirstError(form);
  return done;
}
