package sandbox

// Owing is how many updates nobody has taken yet.
func (p *Phone) Owing() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.state.owed)
}
