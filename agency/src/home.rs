//! The figures of the home page.

use crate::Agency;
use domain::{Counts, Permit, Result, SeeActors, SeeMovies};

impl Agency {
    /// How many actors, movies and castings there are.
    pub async fn counts(&self, _by: (Permit<SeeActors>, Permit<SeeMovies>)) -> Result<Counts> {
        Ok(Counts {
            actors: self.count_actors().await?,
            movies: self.count_movies().await?,
            castings: self.count_castings().await?,
        })
    }
}
