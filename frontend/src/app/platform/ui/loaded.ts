import {
  Directive,
  effect,
  inject,
  input,
  signal,
  TemplateRef,
  untracked,
  ViewContainerRef,
} from '@angular/core';
import type { ComponentRef, EmbeddedViewRef, Resource } from '@angular/core';
import { toProblem } from '../problem.ts';
import { Failure, Skeleton } from './states.ts';

interface Reloadable<T> extends Resource<T> {
  reload(): boolean;
}

class Context<T> {
  $implicit: T;
  constructor(value: T) {
    this.$implicit = value;
  }
}

const SKELETON_AFTER = 200;

/**
 * The one way to show what comes from the server: a skeleton after 200 ms, then the template with the value, or the error with Try again.
 * A reload keeps what is shown. Empty lists are the template's business (`@for … @empty`, `ui-empty`).
 * `<ul class="list" *uiLoaded="courses; what: 'The courses'; rows: 6; let courses">`
 */
@Directive({ selector: '[uiLoaded]' })
export class Loaded<T> {
  readonly uiLoaded = input.required<Reloadable<T | undefined>>();
  /** The subject of "… did not load": "The timetable". */
  readonly uiLoadedWhat = input.required<string>();
  readonly uiLoadedRows = input(4);
  readonly uiLoadedPicture = input(false);
  /** Drawn instead of skeleton rows when the screen has another shape. */
  readonly uiLoadedSkeleton = input<TemplateRef<unknown>>();

  private readonly template = inject<TemplateRef<Context<T>>>(TemplateRef);
  private readonly container = inject(ViewContainerRef);
  private readonly late = signal(false);
  private shown: EmbeddedViewRef<Context<T>> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  static ngTemplateContextGuard<T>(
    _directive: Loaded<T>,
    _context: unknown,
  ): _context is Context<NonNullable<T>> {
    return true;
  }

  constructor() {
    effect((onCleanup) => {
      this.draw();
      onCleanup(() => clearTimeout(this.timer));
    });
  }

  private draw(): void {
    const resource = this.uiLoaded();
    if (resource.status() === 'error') return this.fail(toProblem(resource.error()));
    const value = resource.hasValue() ? resource.value() : undefined;
    if (value !== undefined) return untracked(() => this.show(value));
    this.wait();
  }

  private show(value: T): void {
    this.late.set(false);
    if (this.shown) {
      this.shown.context.$implicit = value;
      this.shown.markForCheck();
      return;
    }
    this.container.clear();
    this.shown = this.container.createEmbeddedView(this.template, new Context(value));
  }

  private wait(): void {
    if (!this.late()) {
      this.clear();
      this.timer = setTimeout(() => this.late.set(true), SKELETON_AFTER);
      return;
    }
    this.clear();
    const own = this.uiLoadedSkeleton();
    if (own) {
      this.container.createEmbeddedView(own);
      return;
    }
    const skeleton: ComponentRef<Skeleton> = this.container.createComponent(Skeleton);
    skeleton.setInput('rows', this.uiLoadedRows());
    skeleton.setInput('picture', this.uiLoadedPicture());
  }

  private fail(problem: ReturnType<typeof toProblem>): void {
    this.clear();
    const what = this.uiLoadedWhat();
    const failure = this.container.createComponent(Failure);
    failure.setInput('problem', problem);
    failure.setInput('what', what);
    failure.setInput('plural', /s$/.test(what) && !/ss$/.test(what));
    failure.instance.retry.subscribe(() => this.uiLoaded().reload());
  }

  private clear(): void {
    this.shown = null;
    this.container.clear();
  }
}
