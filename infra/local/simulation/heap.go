package simulation

import (
	"container/heap"
	"time"
)

// timed is what has its time; order breaks ties, so that a seed gives one order.
type timed interface {
	due() time.Time
	order() int
}

// queue gives what it holds in the order of time.
type queue[T timed] struct{ items items[T] }

func (q *queue[T]) push(v T) { heap.Push(&q.items, v) }
func (q *queue[T]) pop() T   { return heap.Pop(&q.items).(T) }

// next is the earliest time; ok is false when nothing is held.
func (q *queue[T]) next() (at time.Time, ok bool) {
	if len(q.items) == 0 {
		return time.Time{}, false
	}
	return q.items[0].due(), true
}

// until takes out everything that is due by a time.
func (q *queue[T]) until(t time.Time) (all []T) {
	for at, ok := q.next(); ok && !at.After(t); at, ok = q.next() {
		all = append(all, q.pop())
	}
	return all
}

type items[T timed] []T

func (h items[T]) Len() int { return len(h) }
func (h items[T]) Less(i, j int) bool {
	if a, b := h[i].due(), h[j].due(); !a.Equal(b) {
		return a.Before(b)
	}
	return h[i].order() < h[j].order()
}
func (h items[T]) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *items[T]) Push(v any)   { *h = append(*h, v.(T)) }
func (h *items[T]) Pop() any {
	old := *h
	v := old[len(old)-1]
	*h = old[:len(old)-1]
	return v
}
