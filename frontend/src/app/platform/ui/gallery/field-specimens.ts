import { ChangeDetectionStrategy, Component, signal } from '@angular/core';
import { disabled, form, required } from '@angular/forms/signals';
import { FORM } from '../field.ts';
import type { Pick } from '../picker.ts';
import { Picker } from '../picker.ts';
import { Both } from './both.ts';

const PEOPLE: readonly Pick[] = [
  { id: 1, name: 'Achieng Odhiambo', note: 'Student, CS-2024' },
  { id: 2, name: 'Brian Kiptoo', note: 'Student, CS-2024' },
  { id: 3, name: 'Dr Halima Abdi', note: 'Lecturer' },
  { id: 4, name: 'Naliaka Wekesa-Otieno', note: 'Student, CS-2023' },
];

@Component({
  selector: 'app-field-specimens',
  imports: [...FORM, Both, Picker],
  templateUrl: './field-specimens.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FieldSpecimens {
  protected readonly people = signal<readonly Pick[]>(PEOPLE.slice(1, 2));
  protected readonly lecturer = signal<readonly Pick[]>([]);
  protected readonly form = form(
    signal({
      title: '',
      about: 'Every Tuesday after the lecture.',
      password: 'longenough12',
      weeks: 'odd',
      day: '2026-03-17',
      at: '10:00',
      code: 'CSC 221',
    }),
    (path) => {
      required(path.title, { message: 'Give the group a name.' });
      disabled(path.code);
    },
  );

  constructor() {
    this.form.title().markAsTouched();
  }

  protected readonly find = async (query: string): Promise<readonly Pick[]> =>
    PEOPLE.filter((person) => person.name.toLowerCase().includes(query.toLowerCase()));
}
