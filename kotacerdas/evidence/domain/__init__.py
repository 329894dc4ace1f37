"""Rules of evidence: what may come in, where a quote stands, how fresh a proof is, who may confirm it."""
