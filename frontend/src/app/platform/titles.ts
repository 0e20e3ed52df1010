import { inject, Injectable } from '@angular/core';
import { Title } from '@angular/platform-browser';
import type { RouterStateSnapshot } from '@angular/router';
import { TitleStrategy } from '@angular/router';

/** "Courses · Course Organizer". A screen that knows better (a course's own name) calls `Titles.set`. */
@Injectable({ providedIn: 'root' })
export class Titles extends TitleStrategy {
  private readonly title = inject(Title);

  override updateTitle(state: RouterStateSnapshot): void {
    this.set(this.buildTitle(state));
  }

  set(name: string | undefined): void {
    this.title.setTitle(name ? `${name} · Course Organizer` : 'Course Organizer');
  }
}
