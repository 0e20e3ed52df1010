import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { form, maxLength, required, validate } from '@angular/forms/signals';
import type { StudyGroup, Visibility } from '@api/study-groups';
import { save } from '../platform/form.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import type { Choice } from '../platform/ui/segmented.ts';
import { GroupworkService } from './study-groups.api.ts';

/** What the form begins with: a group to change, or the course of a new one. */
export interface GroupDraft {
  readonly group?: StudyGroup;
  readonly course_id?: number;
}

interface CourseChoice {
  readonly id: number;
  readonly code: string;
  readonly title: string;
}

const WAYS_IN: readonly Choice<Visibility>[] = [
  { value: 'open', label: 'Open' },
  { value: 'approval', label: 'By approval' },
  { value: 'invite', label: 'By link' },
];
const MEANING: Record<Visibility, string> = {
  open: 'Everybody can find it and join at once.',
  approval: 'Everybody can find it; you let people in.',
  invite: 'Only people with the link can see it and join.',
};

/** Starts a group, or changes one. Closes with the group. */
@Component({
  selector: 'app-group-sheet',
  imports: [...FORM, Sheet, Button, Segmented],
  templateUrl: './group-sheet.html',
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GroupSheet {
  private readonly groupwork = inject(GroupworkService);
  private readonly ref = inject<DialogRef<StudyGroup>>(DialogRef);
  private readonly draft = inject<GroupDraft>(DIALOG_DATA);
  protected readonly group = this.draft.group;

  protected readonly ways = WAYS_IN;
  protected readonly courses = httpResource<readonly CourseChoice[]>(() =>
    this.group ? undefined : '/api/courses/?scope=all',
  );
  private readonly open: Visibility = 'open';
  protected readonly model = signal({
    name: this.group?.name ?? '',
    description: this.group?.description ?? '',
    course: String(this.draft.course_id ?? ''),
    capacity: String(this.group?.capacity ?? ''),
    visibility: this.group?.visibility ?? this.open,
  });
  protected readonly form = form(this.model, (path) => {
    required(path.name, { message: 'Give the group a name.' });
    maxLength(path.name, 120, { message: 'Keep the name within 120 characters.' });
    maxLength(path.description, 2000, { message: 'Keep the description within 2000 characters.' });
    validate(path.capacity, ({ value }) =>
      value() === '' || (/^\d+$/.test(value()) && Number(value()) >= 1 && Number(value()) <= 2000)
        ? undefined
        : { kind: 'capacity', message: 'Write a number from 1 to 2000, or leave it empty.' },
    );
  });
  protected readonly meaning = computed(() => MEANING[this.model().visibility]);

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    await save(this.form, async (value) => {
      const fields = {
        name: value.name.trim(),
        description: value.description.trim(),
        capacity: value.capacity === '' ? null : Number(value.capacity),
        visibility: value.visibility,
      };
      const course_id = value.course === '' ? null : Number(value.course);
      this.ref.close(
        this.group
          ? await this.groupwork.update(this.group.id, fields)
          : await this.groupwork.create({ ...fields, course_id }),
      );
    });
  }
}
