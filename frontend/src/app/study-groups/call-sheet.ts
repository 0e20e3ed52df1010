import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import { Router } from '@angular/router';
import type { StudyGroup } from '@api/study-groups';
import { save } from '../platform/form.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import type { Choice } from '../platform/ui/segmented.ts';
import { GroupworkService } from './study-groups.api.ts';

type When = 'now' | 'later';

const WHEN: readonly Choice<When>[] = [
  { value: 'now', label: 'Now' },
  { value: 'later', label: 'Later' },
];
const MINUTE = 60_000;

/** `YYYY-MM-DDTHH:MM` on this device's clock, as the browser's own date field reads and writes it. */
function fieldTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}

/** Makes a meeting of the group and goes there. */
@Component({
  selector: 'app-call-sheet',
  imports: [...FORM, Sheet, Button, Segmented],
  template: `
    <ui-sheet heading="Call">
      <form id="call" class="grid gap-4 pt-1" novalidate (submit)="make($event)">
        <ui-segmented label="When" [choices]="when" [formField]="form.when" />
        <ui-field label="Title" [field]="form.title">
          <input uiInput autocomplete="off" [formField]="form.title" />
        </ui-field>
        @if (model().when === 'later') {
          <ui-field label="Starts" [field]="form.starts_at">
            <input uiInput type="datetime-local" [formField]="form.starts_at" />
          </ui-field>
        }
        <ui-field label="How long" [field]="form.minutes">
          <select uiInput [formField]="form.minutes">
            @for (choice of lengths; track choice) {
              <option [value]="choice">{{ choice }} min</option>
            }
          </select>
        </ui-field>
        <ui-form-error [form]="form" />
      </form>
      <div footer>
        <button uiButton="primary" icon="video" type="submit" form="call" [busy]="form().submitting()">
          {{ verb() }}
        </button>
      </div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallSheet {
  private readonly groupwork = inject(GroupworkService);
  private readonly router = inject(Router);
  private readonly ref = inject(DialogRef);
  private readonly group = inject<StudyGroup>(DIALOG_DATA);

  protected readonly when = WHEN;
  protected readonly lengths = ['30', '60', '90', '120'];
  protected readonly model = signal<{ when: When; title: string; starts_at: string; minutes: string }>({
    when: 'now',
    title: this.group.name,
    starts_at: fieldTime(new Date(Math.ceil(Date.now() / (30 * MINUTE)) * 30 * MINUTE)),
    minutes: '60',
  });
  protected readonly form = form(this.model, (path) => {
    required(path.title, { message: 'Give the call a title.' });
    required(path.starts_at, { message: 'Say when it starts.' });
  });
  protected readonly verb = computed(() => (this.model().when === 'now' ? 'Start call' : 'Schedule call'));

  protected async make(event: Event): Promise<void> {
    event.preventDefault();
    await save(this.form, async ({ when, title, starts_at, minutes }) => {
      const start = when === 'now' ? new Date() : new Date(starts_at);
      const id = await this.groupwork.meet(this.group, start, Number(minutes), title.trim());
      this.ref.close();
      await this.router.navigateByUrl(`/meetings/${id}`);
    });
  }
}
