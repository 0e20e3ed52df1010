import type { Department } from '@api/school';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Tile } from '../platform/ui/avatar.ts';
import { Button } from '../platform/ui/button.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Page } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { DepartmentSheet } from './department-sheet.ts';
import { counted, SchoolApi } from './school.api.ts';

@Component({
  selector: 'app-departments',
  imports: [Page, Loaded, Row, Tile, Empty, Button],
  template: `
    <ui-page heading="Departments">
      <button actions uiButton="primary" icon="plus" type="button" (click)="edit()">Add department</button>
      <ul class="list list-pic" *uiLoaded="departments; what: 'The departments'; picture: true; let page">
        @for (department of page.items; track department.id) {
          <li>
            <button
              uiRow
              type="button"
              [name]="department.name"
              [note]="department.code"
              (click)="edit(department)"
            >
              <ui-tile start [courseId]="department.id" [name]="department.name" />
              <span end class="num">{{ classes(department) }}</span>
            </button>
          </li>
        } @empty {
          <li>
            <ui-empty
              icon="building-2"
              heading="No departments yet"
              text="Classes and courses belong to departments."
            >
              <button uiButton type="button" (click)="edit()">Add the first department</button>
            </ui-empty>
          </li>
        }
      </ul>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Departments {
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  protected readonly departments = inject(SchoolApi).departments();
  protected readonly classes = (department: Department) =>
    counted(department.class_count, 'class', 'classes');

  protected async edit(department?: Department): Promise<void> {
    const fact = await this.overlays.open<string, Department | undefined>(DepartmentSheet, {
      data: department,
      side: true,
    });
    if (!fact) return;
    this.departments.reload();
    this.toasts.say(fact);
  }
}
